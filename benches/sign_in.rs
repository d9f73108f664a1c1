//! The sign-in operation beside the bare hash that it contains.

use std::time::Instant;

use firmkeep_core::bench_support::{check_password, stored_password};
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD};

use crate::figures::{Figures, median, milliseconds};
use crate::ground::{Ground, Sizes};

pub async fn measure(ground: &Ground, sizes: &Sizes, figures: &mut Figures) {
    let (mut operation, mut bare) = (Vec::new(), Vec::new());
    while operation.len() < sizes.sign_ins {
        let stored = stored_password(&ground.door, ADMIN).await.unwrap();
        let start = Instant::now();
        assert!(check_password(PASSWORD, &stored).await.unwrap());
        let hash = start.elapsed();
        let mut caller = Caller::at(&ground.door);
        let start = Instant::now();
        caller.sign_in(ADMIN, PASSWORD).await.unwrap();
        let signed_in = start.elapsed();
        // A sign-in that found the hash too cheap for this computer made a second one: that is not measured.
        if stored == stored_password(&ground.door, ADMIN).await.unwrap() {
            operation.push(signed_in);
            bare.push(hash);
        }
    }
    let (operation, bare) = (milliseconds(median(&mut operation)), milliseconds(median(&mut bare)));
    println!("  {} sign-in: {operation:.2} ms, the bare hash {bare:.2} ms", ground.name);
    figures.at_most(&format!("sign-in against bare Argon2id, {}", ground.name), operation / bare, "x", 1.10);
}
