//! There is always a Practice Admin who can sign in.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::user_fields;
use firmkeep_tests::requests::status_change;
use serde_json::json;

on_both! {
    async fn the_last_practice_admin_cannot_go(practice: Practice) {
        let admin = practice.admin().await;
        let me = admin.ok("session.current", json!({})).await;
        let own = admin.user(&me["id"]).await;
        for operation in ["users.disable", "users.archive", "users.restrict"] {
            let code = admin.refused(operation, status_change(&own, "Going")).await.code;
            assert!(["users.self", "users.last_admin"].contains(&code), "{operation}: {code}");
        }
        let less = json!({"user": me["id"], "version": own["row"]["version"], "fields": user_fields("Ada", "Hart", &["partner"])});
        let error = admin.refused("users.edit", less).await;
        assert_eq!((error.code, error.field.as_deref()), ("users.last_admin", Some("fields.roles")));
        assert_eq!(admin.user(&me["id"]).await, own);
    }

    async fn an_admin_who_cannot_sign_in_does_not_count(practice: Practice) {
        let admin = practice.admin().await;
        let me = admin.ok("session.current", json!({})).await["id"].clone();
        practice.add(&admin, "Not", "Invited", &["practice_admin"]).await;
        let (away, _) = practice.join(&admin, "On", "Leave", &["practice_admin"]).await;
        admin.change("users.disable", &away, "Leave").await.unwrap();
        let (looks, _) = practice.join(&admin, "Only", "Looks", &["practice_admin"]).await;
        admin.change("users.restrict", &looks, "Review").await.unwrap();
        assert_eq!(admin.ok("settings.practice", json!({})).await["practice_admins"], 1);
        let own = admin.user(&me).await;
        let less = json!({"user": me, "version": own["row"]["version"], "fields": user_fields("Ada", "Hart", &["partner"])});
        assert_eq!(admin.refused("users.edit", less).await.code, "users.last_admin");
    }

    async fn nobody_locks_themselves_out(practice: Practice) {
        let admin = practice.admin().await;
        practice.join(&admin, "Pia", "Lund", &["practice_admin"]).await;
        let me = admin.ok("session.current", json!({})).await["id"].clone();
        let own = admin.user(&me).await;
        for operation in ["users.disable", "users.archive", "users.restrict"] {
            assert_eq!(admin.refused(operation, status_change(&own, "Going")).await.code, "users.self", "{operation}");
        }
        assert_eq!(admin.refused("users.invite", json!({"user": me, "version": own["row"]["version"]})).await.code, "users.self");
        let less = json!({"user": me, "version": own["row"]["version"], "fields": user_fields("Ada", "Hart", &["partner"])});
        admin.ok("users.edit", less).await;
        assert_eq!(admin.refused("settings.practice", json!({})).await.code, "access.refused");
    }

    async fn of_twenty_attempts_at_once_to_remove_the_last_two_one_admin_stays(practice: Practice) {
        let ada = practice.admin().await;
        let (pias, email) = practice.join(&ada, "Pia", "Lund", &["practice_admin"]).await;
        let pia = practice.sign_in(&email).await;
        let adas = pia.user(&ada.ok("session.current", json!({})).await["id"]).await;
        let attempts: Vec<_> = (0..20)
            .map(|number| {
                let (caller, target, name) = if number % 2 == 0 { (ada.clone(), &pias, ("Pia", "Lund")) } else { (pia.clone(), &adas, ("Ada", "Hart")) };
                let own = if number % 2 == 0 { &adas } else { &pias };
                let (operation, input) = match number / 2 % 4 {
                    0 => ("users.disable", status_change(target, "Going")),
                    1 => ("users.restrict", status_change(target, "Going")),
                    2 => ("users.archive", status_change(target, "Going")),
                    _ => {
                        let (first, last) = if number % 2 == 0 { ("Ada", "Hart") } else { name };
                        let fields = user_fields(first, last, &["employee"]);
                        ("users.edit", json!({"user": own["row"]["id"], "version": own["row"]["version"], "fields": fields}))
                    }
                };
                tokio::spawn(async move { caller.call(operation, input).await.map(|_| ()).map_err(|error| error.code) })
            })
            .collect();
        let mut done = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(()) => done += 1,
                Err(code) => assert!(
                    ["users.last_admin", "users.conflict", "session.ended", "access.refused", "users.not_allowed", "users.wrong_status"].contains(&code),
                    "{code}"
                ),
            }
        }
        assert!(done >= 1, "nobody could go although one could");
        let mut working = 0;
        for email in ["ada@hart.example", email.as_str()] {
            let mut caller = practice.anybody();
            if caller.sign_in(email, firmkeep_tests::practice::PASSWORD).await.is_ok_and(|me| me["can"]["edit_practice_settings"] == true) {
                working += 1;
            }
        }
        assert_eq!(working, 1, "the practice has nobody left who can administer it");
    }
}
