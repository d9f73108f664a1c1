//! The practice's logo.

use firmkeep_core::Error;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice};
use firmkeep_tests::requests::png;
use serde_json::{Value as Json, json};

async fn set(practice: &Practice, by: &Caller, version: i64, bytes: &[u8]) -> Result<Json, Error> {
    practice.with_content(by, "settings.set_logo", json!({"version": version}), bytes).await.map(|reply| reply.value)
}

async fn shown(practice: &Practice) -> Result<Vec<u8>, Error> {
    practice.anybody().call("pictures.practice_logo", json!({})).await.map(|reply| reply.content.unwrap().bytes)
}

on_both! {
    async fn a_logo_is_set_replaced_and_removed(practice: Practice) {
        let admin = practice.admin().await;
        assert_eq!(shown(&practice).await.unwrap_err().code, "pictures.none");
        let first = set(&practice, &admin, 1, &png(900, 300, 1)).await.unwrap();
        assert_eq!(first["version"], 2);
        let picture = shown(&practice).await.unwrap();
        assert!(picture.starts_with(b"\x89PNG") && picture.len() < 100_000, "{} bytes", picture.len());
        let second = set(&practice, &admin, 2, &png(40, 40, 200)).await.unwrap();
        assert_ne!(first["logo"], second["logo"], "the window would go on showing the old logo");
        assert_ne!(shown(&practice).await.unwrap(), picture);
        assert_eq!(practice.anybody().ok("app.status", json!({})).await["practice"]["logo"], second["logo"]);
        let removed = admin.ok("settings.remove_logo", json!({"version": 3})).await;
        assert_eq!((&removed["logo"], &removed["version"]), (&Json::Null, &json!(4)));
        assert_eq!(shown(&practice).await.unwrap_err().code, "pictures.none");
    }

    async fn what_is_no_picture_or_too_large_changes_nothing(practice: Practice) {
        let admin = practice.admin().await;
        set(&practice, &admin, 1, &png(40, 40, 200)).await.unwrap();
        let (before, known) = (shown(&practice).await.unwrap(), practice.events(&admin).await.len());
        let truncated = png(300, 300, 3);
        let mut huge = png(64, 64, 3);
        // The header claims 60,000 by 60,000 pixels.
        huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let bad: [&[u8]; 7] = [
            b"", b"MZ\x90", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", &truncated[..truncated.len() / 2], &huge,
            &vec![0x89; 20 * 1024 * 1024 + 1],
        ];
        for bytes in bad {
            let error = set(&practice, &admin, 2, bytes).await.unwrap_err();
            assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("logo")), "{} bytes", bytes.len());
        }
        let error = admin.refused("settings.set_logo", json!({"version": 2})).await;
        assert_eq!((error.code, error.field.as_deref()), ("input.invalid", Some("logo")));
        assert_eq!(shown(&practice).await.unwrap(), before);
        assert_eq!(practice.events(&admin).await.len(), known);
    }

    async fn only_practice_admins_change_it_and_an_old_version_does_not(practice: Practice) {
        let admin = practice.admin().await;
        let (_, email) = practice.join(&admin, "Pia", "Lund", &["partner"]).await;
        let partner = practice.sign_in(&email).await;
        assert_eq!(set(&practice, &partner, 1, &png(9, 9, 9)).await.unwrap_err().code, "access.refused");
        assert_eq!(set(&practice, &practice.anybody(), 1, &png(9, 9, 9)).await.unwrap_err().code, "session.none");
        assert_eq!(set(&practice, &admin, 99, &png(9, 9, 9)).await.unwrap_err().code, "practice.conflict");
        assert_eq!(admin.refused("settings.remove_logo", json!({"version": 99})).await.code, "practice.conflict");
        assert_eq!(shown(&practice).await.unwrap_err().code, "pictures.none");
    }
}
