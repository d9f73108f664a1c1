//! Seeing where somebody is signed in, and ending it.

use firmkeep_tests::on_both;
use firmkeep_tests::practice::{ADMIN, Practice};
use serde_json::json;

on_both! {
    async fn people_see_their_own_sessions_and_end_one_or_all_others(practice: Practice) {
        let (here, there, third) = (practice.admin().await, practice.admin().await, practice.admin().await);
        let list = here.ok("sessions.list", json!({})).await;
        let rows = list.as_array().unwrap();
        assert_eq!((rows.len(), rows.iter().filter(|row| row["this"] == true).count()), (3, 1));
        assert_eq!((&rows[0]["computer"], &rows[0]["ip"]), (&json!("RECEPTION-2"), &json!("192.0.2.7")));
        let one = there.ok("sessions.list", json!({})).await;
        let one = one.as_array().unwrap().iter().find(|row| row["this"] == true).unwrap()["id"].clone();
        here.ok("sessions.end", json!({"session": one})).await;
        assert_eq!(there.refused("session.current", json!({})).await.code, "session.ended");
        assert_eq!(here.refused("sessions.end", json!({"session": one})).await.code, "sessions.not_found");
        assert_eq!(here.ok("sessions.end_others", json!({})).await["ended"], 1);
        assert_eq!(third.refused("session.current", json!({})).await.code, "session.ended");
        here.ok("session.current", json!({})).await;
    }

    async fn an_admin_sees_and_ends_anybodys_and_an_employee_only_their_own(practice: Practice) {
        let admin = practice.admin().await;
        let (ben, email) = practice.join(&admin, "Ben", "Ito", &["employee"]).await;
        let at_work = practice.sign_in(&email).await;
        let admins = admin.ok("sessions.list", json!({})).await[0]["id"].clone();
        let own = admin.ok("session.current", json!({})).await["id"].clone();
        assert_eq!(at_work.refused("sessions.list", json!({"user": own})).await.code, "users.not_allowed");
        assert_eq!(at_work.refused("sessions.end", json!({"session": admins})).await.code, "sessions.not_found");
        let id = &ben["row"]["id"];
        // The invitation's own session is open too.
        assert_eq!(admin.ok("sessions.list", json!({"user": id})).await.as_array().unwrap().len(), 2);
        assert_eq!(admin.user(id).await["open_sessions"], 2);
        let blank = admin.refused("sessions.end_all_of", json!({"user": id, "reason": ""})).await;
        assert_eq!(blank.field.as_deref(), Some("reason"));
        assert_eq!(admin.ok("sessions.end_all_of", json!({"user": id, "reason": "Lost notebook"})).await["ended"], 2);
        assert_eq!(at_work.refused("session.current", json!({})).await.code, "session.ended");
        let ben = practice.sign_in(&email).await;
        assert_eq!(ben.ok("notices.list", json!({})).await["rows"][0]["kind"], "session_ended");
    }

    async fn a_token_of_another_database_opens_nothing(practice: Practice) {
        let other = Practice::new(practice.on).await;
        let stranger = other.sign_in(ADMIN).await;
        let mut here = practice.anybody();
        here.token = stranger.token.clone();
        assert_eq!(here.refused("session.current", json!({})).await.code, "session.none");
    }
}
