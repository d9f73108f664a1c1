//! Checkpoints beside the database: what a chain that fits in itself cannot show.

use firmkeep_core::{Door, DoorOptions};
use firmkeep_tests::database::Raw;
use firmkeep_tests::keychain::MemoryKeychain;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, Caller, PASSWORD, Practice, options};
use serde_json::{Value as Json, json};

const FILE: &str = "register.checkpoints";

/// A practice with some history, whose end is signed.
async fn signed(practice: &mut Practice, people: i64) -> Caller {
    let admin = practice.admin().await;
    for number in 0..people {
        let name = format!("N{number}x{}", practice.events(&admin).await.len());
        practice.add(&admin, &name, "Reed", &["employee"]).await;
    }
    practice.restart().await;
    practice.admin().await
}

/// The same session at the door that is open now.
fn again(practice: &Practice, caller: &Caller) -> Caller {
    let mut again = practice.anybody();
    again.token = caller.token.clone();
    again
}

async fn verify(admin: &Caller) -> Json {
    admin.ok("register.verify", json!({})).await
}

/// The same where a new connection may have found the forgery first, and ended the session.
async fn verify_again(practice: &Practice, admin: &Caller) -> Json {
    match admin.call("register.verify", json!({})).await {
        Ok(reply) => reply.value,
        Err(error) => {
            assert_eq!(error.code, "session.ended");
            verify(&practice.admin().await).await
        }
    }
}

fn wrong(verdict: &Json) -> i64 {
    assert_eq!(verdict["intact"], false, "nobody notices: {verdict}");
    verdict["first_wrong"]["seq"].as_i64().unwrap()
}

on_both! {
    async fn the_end_of_the_register_is_signed_and_the_check_counts_what_fits(practice: Practice) {
        let mut practice = practice;
        let admin = signed(&mut practice, 3).await;
        let status = admin.ok("register.status", json!({})).await;
        assert!(status["checkpoint_seq"].as_i64().unwrap() >= 6, "{status}");
        assert_eq!((&status["intact"], &status["events"]), (&Json::Null, &json!(practice.events(&admin).await.len())));
        let verdict = verify(&admin).await;
        assert_eq!((&verdict["intact"], &verdict["checkpoint_problem"]), (&json!(true), &Json::Null), "{verdict}");
        assert!(verdict["checkpoints"].as_i64().unwrap() >= 1, "{verdict}");
        let status = admin.ok("register.status", json!({})).await;
        assert_eq!((&status["intact"], &status["last_verified_by"]), (&json!(true), &json!("Ada Hart")));
    }

    async fn an_end_that_was_cut_off_with_its_count_mended_is_found(practice: Practice) {
        let mut practice = practice;
        let admin = signed(&mut practice, 6).await;
        let mut raw = Raw::of(&practice).await;
        raw.unguard().await;
        raw.cut_off(5).await;
        let verdict = verify_again(&practice, &admin).await;
        assert_eq!(wrong(&verdict), 6, "{verdict}");
    }

    async fn a_chain_that_was_rewritten_whole_is_found(practice: Practice) {
        let mut practice = practice;
        signed(&mut practice, 6).await;
        let end = i64::try_from(practice.events(&practice.admin().await).await.len()).unwrap();
        let admin = signed(&mut practice, 1).await;
        let mut raw = Raw::of(&practice).await;
        raw.unguard().await;
        raw.rewrite(4, |event| event.target_name = "Somebody else".to_owned()).await;
        let verdict = verify_again(&practice, &admin).await;
        // The first checkpoint after the forged event tells; it is not later than the end was then.
        assert!((4..=end + 1).contains(&wrong(&verdict)), "{verdict}");
        assert!(verdict["first_wrong"]["why"].as_str().unwrap().contains("rewritten"), "{verdict}");
    }

    async fn a_byte_that_a_database_tool_changed_is_named_whichever_column_it_is_in(practice: Practice) {
        let mut practice = practice;
        let admin = signed(&mut practice, 4).await;
        let mut raw = Raw::of(&practice).await;
        raw.unguard().await;
        for column in ["kind", "actor_name", "actor_email", "target_kind", "target_name", "outcome", "computer",
            "operating_system", "app_version", "ip", "server_ip", "reason", "details"] {
            raw.run(&format!("UPDATE events SET {column} = {column} || 'x' WHERE seq = 5")).await.unwrap();
            assert_eq!(wrong(&verify(&admin).await), 5, "{column}");
            raw.run(&format!("UPDATE events SET {column} = substr({column}, 1, length({column}) - 1) WHERE seq = 5")).await.unwrap();
            assert_eq!(verify(&admin).await["intact"], true, "{column}");
        }
    }

    async fn a_restored_older_copy_is_found_and_nobody_is_signed_in_in_it(practice: Practice) {
        let mut practice = practice;
        let old = signed(&mut practice, 3).await;
        let copy = practice.copy().await;
        let old = again(&practice, &old);
        let then = i64::try_from(practice.events(&old).await.len()).unwrap();
        old.ok("session.end", json!({})).await;
        let new = signed(&mut practice, 3).await;
        practice.door.close().await;
        practice.put_back(&copy);
        practice.restart().await;
        // Ended since, and open again in the copy.
        let old = again(&practice, &old);
        assert_eq!(old.refused("session.current", json!({})).await.code, "session.ended");
        let new = again(&practice, &new);
        assert_eq!(new.refused("session.current", json!({})).await.code, "session.none");
        let admin = practice.admin().await;
        let found = admin.ok("register.list", json!({"kinds": ["security.restored_copy"], "limit": 5})).await;
        let rows = found["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 1, "{found}");
        assert_eq!((&rows[0]["seq"], &rows[0]["outcome"]), (&json!(then + 1), &json!("failure")));
        assert!(rows[0]["note"].as_str().unwrap().contains(&format!("It ends with event {then}")), "{}", rows[0]);
        let verdict = verify(&admin).await;
        assert_eq!(wrong(&verdict), then + 1, "{verdict}");
        assert!(verdict["first_wrong"]["why"].as_str().unwrap().contains("older copy"), "{verdict}");

        // Once is enough: the next start ends nobody's session again.
        practice.restart().await;
        let admin = again(&practice, &admin);
        admin.ok("session.current", json!({})).await;
        assert_eq!(admin.ok("register.list", json!({"kinds": ["security.restored_copy"], "limit": 5})).await["rows"].as_array().unwrap().len(), 1);

        // The same copy a second time is found again.
        practice.door.close().await;
        practice.put_back(&copy);
        practice.restart().await;
        let admin = again(&practice, &admin);
        assert!(admin.call("session.current", json!({})).await.is_err(), "a session lives on in an older copy");
        assert_eq!(wrong(&verify(&practice.admin().await).await), then + 1);
    }

    async fn an_older_copy_that_grew_on_elsewhere_is_found_too(practice: Practice) {
        let mut practice = practice;
        let old = signed(&mut practice, 2).await;
        let copy = practice.copy().await;
        signed(&mut practice, 2).await;
        practice.door.close().await;
        let checkpoints = std::fs::read(practice.folder.path().join(FILE)).unwrap();
        practice.put_back(&copy);
        // On another computer, which knows nothing of what came after.
        std::fs::remove_file(practice.folder.path().join(FILE)).unwrap();
        practice.restart().await;
        let longer = signed(&mut practice, 12).await;
        longer.ok("session.current", json!({})).await;
        practice.door.close().await;
        std::fs::write(practice.folder.path().join(FILE), checkpoints).unwrap();
        practice.restart().await;
        for caller in [&old, &longer] {
            let caller = again(&practice, caller);
            assert!(caller.call("session.current", json!({})).await.is_err(), "a session lives on in an older copy");
        }
        wrong(&verify(&practice.admin().await).await);
    }

    async fn a_practice_admin_answers_for_a_copy_that_was_put_back(practice: Practice) {
        let mut practice = practice;
        let admin = signed(&mut practice, 2).await;
        let nothing = admin.refused("register.accept_copy", json!({"reason": "Just so"})).await;
        assert_eq!(nothing.code, "register.no_copy");
        let copy = practice.copy().await;
        signed(&mut practice, 2).await;
        practice.door.close().await;
        practice.put_back(&copy);
        practice.restart().await;
        let admin = practice.admin().await;
        wrong(&verify(&admin).await);
        let empty = admin.refused("register.accept_copy", json!({"reason": " "})).await;
        assert_eq!((empty.code, empty.field.as_deref()), ("input.invalid", Some("reason")));
        let (_, email) = practice.join(&admin, "Pia", "Lund", &["partner"]).await;
        let partner = practice.sign_in(&email).await;
        assert_eq!(partner.refused("register.accept_copy", json!({"reason": "x"})).await.code, "access.refused");
        let accepted = admin.ok("register.accept_copy", json!({"reason": "The disk died"})).await;
        assert!(accepted["checkpoints"].as_i64().unwrap() >= 1, "{accepted}");
        assert_eq!(verify(&admin).await["intact"], true);
        let last = admin.ok("register.list", json!({"kinds": ["security.restored_copy_accepted"], "limit": 5})).await;
        assert_eq!(last["rows"][0]["reason"], "The disk died");
        practice.clock.pass(6 * 60);
        assert_eq!(admin.refused("register.accept_copy", json!({"reason": "x"})).await.code, "session.proof_needed");
    }

    async fn a_damaged_or_missing_file_of_checkpoints_is_told_and_never_fatal(practice: Practice) {
        let mut practice = practice;
        signed(&mut practice, 3).await;
        practice.door.close().await;
        let path = practice.folder.path().join(FILE);
        let right = std::fs::read_to_string(&path).unwrap();
        for (content, told) in [
            (Some(right.replacen("\"seq\":", "\"seq\":9", 1)), "damaged"),
            (Some(format!("{right}nonsense\n")), "damaged"),
            (Some("\u{1F9FE}".repeat(5_000)), ""),
            (None, ""),
        ] {
            match content {
                Some(content) => std::fs::write(&path, content).unwrap(),
                None => std::fs::remove_file(&path).unwrap(),
            }
            practice.restart().await;
            let admin = practice.admin().await;
            let verdict = verify(&admin).await;
            assert_eq!(verdict["intact"], true, "a bad file was believed: {verdict}");
            assert!(verdict["checkpoint_problem"].as_str().unwrap_or_default().contains(told), "{verdict}");
            practice.door.close().await;
        }
        // What another key signed is nobody's word.
        let forged = right.replace("\"signature\":\"", "\"signature\":\"00").replace("\"head\":\"", "\"head\":\"ff");
        std::fs::write(&path, forged).unwrap();
        practice.restart().await;
        assert_eq!(verify(&practice.admin().await).await["intact"], true);
    }

    async fn a_connection_that_comes_back_to_an_older_copy_finds_it_at_once(practice: Practice) {
        let mut practice = practice;
        if practice.office_address().is_none() {
            // A file is not put back under an open program: the tests above close it.
            return;
        }
        let copy = {
            signed(&mut practice, 2).await;
            practice.copy().await
        };
        let live = signed(&mut practice, 3).await;
        practice.put_back(&copy);
        let answer = async {
            loop {
                match live.call("session.current", json!({})).await {
                    // The server needs a moment until it lets anybody in again.
                    Err(error) if error.code == "database.unreachable" => tokio::task::yield_now().await,
                    other => return other,
                }
            }
        };
        let error = answer.await.unwrap_err();
        assert!(["session.none", "session.ended"].contains(&error.code), "a session lives on: {error}");
        let admin = practice.admin().await;
        let found = admin.ok("register.list", json!({"kinds": ["security.restored_copy"], "limit": 5})).await;
        assert_eq!(found["rows"].as_array().unwrap().len(), 1, "{found}");
    }
}

/// Starts Firmkeep on the folder of `practice` with a keychain.
async fn with_keychain(practice: &Practice, keychain: &std::sync::Arc<MemoryKeychain>) -> Door {
    let with = options(practice.folder.path(), &practice.clock);
    Door::open(DoorOptions { keychain: keychain.clone(), ..with }).await
}

on_both! {
    async fn the_keychain_knows_the_newest_when_file_and_database_are_put_back_together(practice: Practice) {
        let mut practice = practice;
        let keychain = MemoryKeychain::new();
        signed(&mut practice, 2).await;
        let copy = practice.copy().await;
        practice.door.close().await;
        let older = std::fs::read(practice.folder.path().join(FILE)).unwrap();
        let door = with_keychain(&practice, &keychain).await;
        let mut live = Caller::at(&door);
        live.sign_in(ADMIN, PASSWORD).await.unwrap();
        practice.add(&live, "Late", "One", &["employee"]).await;
        door.close().await;
        assert!(keychain.checkpoint().is_some(), "nothing is kept outside the folder");
        practice.put_back(&copy);
        std::fs::write(practice.folder.path().join(FILE), older).unwrap();

        let door = with_keychain(&practice, &keychain).await;
        let mut changes = door.changes();
        let found = async |admin: &Caller| {
            let found = admin.ok("register.list", json!({"kinds": ["security.restored_copy"], "limit": 5})).await;
            found["rows"].as_array().unwrap().len()
        };
        let mut admin = Caller::at(&door);
        admin.sign_in(ADMIN, PASSWORD).await.unwrap();
        loop {
            // The keychain is asked beside the start; whoever was faster than it is signed out again.
            match admin.call("session.current", json!({})).await {
                Ok(_) if found(&admin).await == 1 => break,
                Ok(_) => drop(changes.recv().await),
                Err(_) => drop(admin.sign_in(ADMIN, PASSWORD).await),
            }
        }
        wrong(&verify(&admin).await);
        door.close().await;
    }
}
