//! A practice with many users, for measuring: `many_users FOLDER COUNT`. Prints how to sign in to it.

use firmkeep_core::{Door, DoorOptions, NoKeychain};
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD, set_up, user_fields};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(count)) = (arguments.next(), arguments.next()) else {
        return Err("many_users FOLDER COUNT".into());
    };
    let (folder, count) = (PathBuf::from(folder), count.parse()?);
    tokio::runtime::Runtime::new()?.block_on(fill(&folder, count));
    println!("{}", json!({"email": ADMIN, "password": PASSWORD, "data_dir": folder}));
    Ok(())
}

async fn fill(folder: &std::path::Path, count: u32) {
    let door = Door::open(DoorOptions::new(folder, Arc::new(NoKeychain))).await;
    set_up(&door, None).await;
    let mut admin = Caller::at(&door);
    if let Err(error) = admin.sign_in(ADMIN, PASSWORD).await {
        panic!("nobody can sign in: {error:?}");
    }
    for number in 0..count {
        let last = letters(number);
        let fields = user_fields("Robin", &format!("Fam{last}"), &["employee"]);
        let email = format!("robin.{last}@hart.example");
        admin.ok("users.add", json!({"email": email, "fields": fields})).await;
    }
    door.close().await;
}

/// Four letters for each number, all different, spread over the alphabet.
fn letters(number: u32) -> String {
    let mut rest = number.wrapping_mul(7919) % 456_976;
    let mut text = String::new();
    for _ in 0..4 {
        text.insert(0, char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    text
}
