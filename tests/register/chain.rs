//! The database itself keeps events as they are.

use firmkeep_tests::database::Raw;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::On;
use serde_json::json;

on_both! {
    async fn the_database_refuses_to_change_remove_or_replace_an_event(practice: Practice) {
        let admin = practice.admin().await;
        practice.add(&admin, "Ben", "Ito", &["employee"]).await;
        let before = practice.events(&admin).await;
        let mut raw = Raw::of(&practice).await;
        let columns = "seq, time, time_high, kind, actor, actor_name, actor_email, target_kind, target, target_name, outcome, \
                       computer, operating_system, app_version, ip, server_ip, reason, details, previous_hash, hash";
        let copied = columns.replace("actor_name", "'Somebody else'");
        let mut tries = vec![
            "UPDATE events SET actor_name = 'Somebody else' WHERE seq = 2".to_owned(),
            "UPDATE events SET seq = seq + 100".to_owned(),
            "UPDATE events SET details = details".to_owned(),
            "DELETE FROM events WHERE seq = 2".to_owned(),
            "DELETE FROM events".to_owned(),
            format!("INSERT INTO events ({columns}) SELECT {copied} FROM events WHERE seq = 2"),
        ];
        match practice.on {
            On::Sqlite => {
                tries.push(format!("INSERT OR REPLACE INTO events ({columns}) SELECT {copied} FROM events WHERE seq = 2"));
                tries.push(format!("REPLACE INTO events ({columns}) SELECT {copied} FROM events WHERE seq = 2"));
                tries.push("UPDATE OR REPLACE events SET seq = 2 WHERE seq = 3".to_owned());
                tries.push(format!(
                    "INSERT INTO events ({columns}) SELECT {copied} FROM events WHERE seq = 2 \
                     ON CONFLICT (seq) DO UPDATE SET actor_name = 'Somebody else'"
                ));
            }
            On::Postgres => {
                tries.push("TRUNCATE events".to_owned());
                tries.push("TRUNCATE events CASCADE".to_owned());
                tries.push(format!(
                    "INSERT INTO events ({columns}) SELECT {copied} FROM events WHERE seq = 2 \
                     ON CONFLICT (seq) DO UPDATE SET actor_name = 'Somebody else'"
                ));
            }
        }
        for sql in tries {
            assert!(raw.run(&sql).await.is_err(), "the database did it: {sql}");
        }
        assert_eq!(practice.events(&admin).await, before);
        assert_eq!(admin.ok("register.verify", json!({})).await["intact"], true);
    }

    async fn each_event_carries_the_hash_of_the_one_before(practice: Practice) {
        let admin = practice.admin().await;
        practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let last = practice.events(&admin).await.len();
        let mut previous = "0".repeat(64);
        for seq in 1..=last {
            let event = admin.ok("register.get", json!({"seq": seq})).await;
            assert_eq!((&event["previous_hash"], &event["last_seq"]), (&json!(previous), &json!(last)));
            previous = event["hash"].as_str().unwrap().to_owned();
        }
        assert_eq!(admin.ok("register.verify", json!({})).await["head"], json!(previous));
    }

    async fn writers_at_the_same_moment_make_one_chain(practice: Practice) {
        let admin = practice.admin().await;
        let tries: Vec<_> = (0..16)
            .map(|_| {
                let caller = practice.anybody();
                tokio::spawn(async move { caller.refused("sign_in.password", json!({"email": "nobody@hart.example", "password": "x"})).await })
            })
            .collect();
        for one in tries {
            assert_eq!(one.await.unwrap().code, "sign_in.refused");
        }
        let failed = admin.ok("register.list", json!({"kinds": ["sign_in.failed"], "limit": 50})).await;
        assert_eq!(failed["rows"].as_array().unwrap().len(), 16, "an attempt was not recorded");
        let verdict = admin.ok("register.verify", json!({})).await;
        assert_eq!(verdict["intact"], true, "{verdict}");
    }
}
