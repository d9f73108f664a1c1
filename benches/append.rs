//! Appending an event to the chain beside a bare INSERT of the same row, both on the disk when they are answered.

use std::time::Duration;

use firmkeep_core::bench_support::{append, bare_insert, make_bare_events};

use crate::figures::Figures;
use crate::ground::{Ground, Sizes};

pub async fn measure(ground: &mut Ground, sizes: &Sizes, figures: &mut Figures) {
    make_bare_events(&ground.door).await.unwrap();
    ground.restart().await;
    let (mut chained, mut bare) = (Duration::ZERO, Duration::ZERO);
    let first = i64::try_from(sizes.events).unwrap() + 1_000;
    // The first few of each are not counted: they fill the caches.
    for place in 0..sizes.appends + 20 {
        let one = append(&ground.door, sizes.events + place).await.unwrap();
        let other = bare_insert(&ground.door, first + i64::try_from(place).unwrap()).await.unwrap();
        if place >= 20 {
            chained += one;
            bare += other;
        }
    }
    let rate = |time: Duration| f64::from(u32::try_from(sizes.appends).unwrap()) / time.as_secs_f64();
    println!("  {}: {:.0} events/s, bare {:.0}/s", ground.name, rate(chained), rate(bare));
    let figure = format!("appending events against a bare INSERT, {}", ground.name);
    figures.at_least(&figure, rate(chained) / rate(bare), "x", 0.7);
}
