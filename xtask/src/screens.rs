//! `cargo xtask screens`: pictures of every screen of the sample practice.

use crate::debian::For;
use crate::paths::{self, Profile};
use crate::{Outcome, driver, ground, npm, process};

pub fn task() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("The pictures are taken under Xvfb: `cargo xtask screens` runs on Linux.".to_owned());
    }
    ground::prepare(For::Tests)?;
    ground::application(Profile::Debug)?;
    let folder = paths::window_tests();
    npm::packages(&folder)?;
    let mut command = process::npm();
    command.args(["run", "--silent", "screens"]).current_dir(folder);
    driver::environment(&mut command, Profile::Debug)?;
    let pictures = paths::root().join("docs").join("screens");
    process::run(command.env("FIRMKEEP_SCREENS", &pictures))?;
    println!("The pictures are in {}", pictures.display());
    Ok(())
}
