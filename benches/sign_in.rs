//! The sign-in operation beside the bare hash that it contains.

use std::time::Instant;

use firmkeep_core::bench_support::{check_password, stored_password};
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD};

use crate::figures::{Figures, median, milliseconds};
use crate::ground::{Ground, Sizes};

pub async fn measure(ground: &Ground, sizes: &Sizes, figures: &mut Figures) {
    let stored = stored_password(&ground.door, ADMIN).await.unwrap();
    let (mut operation, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..sizes.sign_ins {
        let start = Instant::now();
        assert!(check_password(PASSWORD, &stored).await.unwrap());
        bare.push(start.elapsed());
        let mut caller = Caller::at(&ground.door);
        let start = Instant::now();
        caller.sign_in(ADMIN, PASSWORD).await.unwrap();
        operation.push(start.elapsed());
    }
    let (operation, bare) = (milliseconds(median(&mut operation)), milliseconds(median(&mut bare)));
    println!("  {} sign-in: {operation:.2} ms, the bare hash {bare:.2} ms", ground.name);
    figures.at_most(format!("sign-in against bare Argon2id, {}", ground.name), operation / bare, "x", 1.10);
    assert_eq!(stored, stored_password(&ground.door, ADMIN).await.unwrap(), "the hash changed while it was measured");
}
