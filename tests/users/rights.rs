//! Every operation as every kind of user against every kind of target, from tables that read like the one in the design.

use firmkeep_core::Error;
use firmkeep_tests::on_both;
use firmkeep_tests::practice::{Caller, Practice, practice_fields, user_fields};
use serde_json::{Value as Json, json};

/// Who may set up, edit, invite, disable, archive a user who holds exactly these roles. `manager*`: the practice lets
/// managers set up employees. `self` is the asker's own user: `edit` only.
const SET_UP: &str = "
asker              employee  manager  partner  practice_admin  manager+employee  partner+employee  self
practice_admin     yes       yes      yes      yes             yes               yes               edit
partner            yes       yes      no       no              yes               no                no
manager            no        no       no       no              no                no                no
employee           no        no       no       no              no                no                no
partner+manager    yes       yes      no       no              yes               no                no
manager+employee   no        no       no       no              no                no                no
restricted-admin   no        no       no       no              no                no                no
restricted-partner no        no       no       no              no                no                no
signed-out         no        no       no       no              no                no                no
manager*           yes       no       no       no              no                no                no
manager+employee*  yes       no       no       no              no                no                no
employee*          no        no       no       no              no                no                no
partner*           yes       yes      no       no              yes               no                no
";

/// Who may give these roles, when adding somebody.
const GIVE: &str = "
asker              employee  manager  partner  practice_admin  manager+employee  partner+manager
practice_admin     yes       yes      yes      yes             yes               yes
partner            yes       yes      no       no              yes               no
manager            no        no       no       no              no                no
employee           no        no       no       no              no                no
partner+manager    yes       yes      no       no              yes               no
manager+employee   no        no       no       no              no                no
restricted-admin   no        no       no       no              no                no
restricted-partner no        no       no       no              no                no
signed-out         no        no       no       no              no                no
manager*           yes       no       no       no              no                no
manager+employee*  yes       no       no       no              no                no
employee*          no        no       no       no              no                no
partner*           yes       yes      no       no              yes               no
";

/// Operations without a target, or whose target is the asker alone.
const OTHERS: &str = "
operation                  practice_admin  partner  manager  employee  partner+manager  restricted-admin  restricted-partner  signed-out
app.status                 yes             yes      yes      yes       yes              yes               yes                 yes
passwords.check            yes             yes      yes      yes       yes              yes               yes                 yes
checks.field               yes             yes      yes      yes       yes              yes               yes                 yes
lookups.time_zones         yes             yes      yes      yes       yes              yes               yes                 yes
lookups.countries          yes             yes      yes      yes       yes              yes               yes                 yes
calls.cancel               yes             yes      yes      yes       yes              yes               yes                 yes
session.current            yes             yes      yes      yes       yes              yes               yes                 no
session.touch              yes             yes      yes      yes       yes              yes               yes                 no
session.prove              yes             yes      yes      yes       yes              yes               yes                 no
session.unlock             yes             yes      yes      yes       yes              yes               yes                 no
users.list                 yes             yes      yes      yes       yes              yes               yes                 no
users.count                yes             yes      yes      yes       yes              yes               yes                 no
users.get                  yes             yes      yes      yes       yes              yes               yes                 no
users.pick                 yes             yes      yes      yes       yes              yes               yes                 no
register.own               yes             yes      yes      yes       yes              yes               yes                 no
register.kinds             yes             yes      yes      yes       yes              yes               yes                 no
preferences.get            yes             yes      yes      yes       yes              yes               yes                 no
preferences.set            yes             yes      yes      yes       yes              yes               yes                 no
register.list              yes             no       no       no        no               yes               no                  no
register.verify            yes             no       no       no        no               yes               no                  no
register.count             yes             no       no       no        no               yes               no                  no
register.timeline          yes             no       no       no        no               yes               no                  no
register.status            yes             no       no       no        no               yes               no                  no
register.export            yes             no       no       no        no               no                no                  no
settings.practice          yes             no       no       no        no               yes               no                  no
settings.edit              yes             no       no       no        no               no                no                  no
settings.set_logo          yes             no       no       no        no               no                no                  no
settings.remove_logo       yes             no       no       no        no               no                no                  no
profile.security           yes             yes      yes      yes       yes              yes               yes                 no
profile.change_password    yes             yes      yes      yes       yes              yes               yes                 no
profile.begin_mfa          yes             yes      yes      yes       yes              yes               yes                 no
profile.confirm_mfa        yes             yes      yes      yes       yes              yes               yes                 no
profile.new_recovery_codes yes             yes      yes      yes       yes              yes               yes                 no
profile.keep_recovery_codes yes             yes      yes      yes       yes              yes               yes                 no
profile.remove_mfa         yes             yes      yes      yes       yes              yes               yes                 no
profile.forget_computer    yes             yes      yes      yes       yes              yes               yes                 no
sessions.list              yes             yes      yes      yes       yes              yes               yes                 no
sessions.end               yes             yes      yes      yes       yes              yes               yes                 no
sessions.end_others        yes             yes      yes      yes       yes              yes               yes                 no
notices.list               yes             yes      yes      yes       yes              yes               yes                 no
notices.seen               yes             yes      yes      yes       yes              yes               yes                 no
support.status             yes             yes      yes      yes       yes              yes               yes                 no
security.policy            yes             no       no       no        no               yes               no                  no
security.weaker            yes             no       no       no        no               yes               no                  no
security.health            yes             no       no       no        no               yes               no                  no
support.grants             yes             no       no       no        no               yes               no                  no
support.summary            yes             no       no       no        no               yes               no                  no
security.set_policy        yes             no       no       no        no               no                no                  no
security.review_roles      yes             no       no       no        no               no                no                  no
support.activate           yes             no       no       no        no               no                no                  no
support.prolong            yes             no       no       no        no               no                no                  no
support.new_code           yes             no       no       no        no               no                no                  no
support.deactivate         yes             no       no       no        no               no                no                  no
setup.begin                no              no       no       no        no               no                no                  no
setup.check_database       no              no       no       no        no               no                no                  no
setup.create               no              no       no       no        no               no                no                  no
setup.join                 no              no       no       no        no               no                no                  no
setup.unlock               no              no       no       no        no               no                no                  no
setup.recover              no              no       no       no        no               no                no                  no
session.lock               yes             yes      yes      yes       yes              yes               yes                 no
session.end                yes             yes      yes      yes       yes              yes               yes                 no
";

/// Operations on a user that SET_UP decides.
const ON_USERS: [&str; 10] = [
    "users.edit",
    "users.change_email",
    "users.invite",
    "users.revoke_invite",
    "users.disable",
    "users.enable",
    "users.archive",
    "users.unarchive",
    "users.restrict",
    "users.lift_restriction",
];

/// Operations that help a user, which SET_UP decides too. Whom there is nothing to help with is told so, after the rights.
const HELPING: [&str; 4] = ["users.unblock", "users.reset_mfa", "users.reset_password", "sessions.end_all_of"];

/// Answers that come only after the rights were looked at: what was asked for is not there, or not good enough.
const PAST_RIGHTS: [&str; 13] = [
    "sign_in.code_wrong",
    "password.weak",
    "mfa.not_begun",
    "mfa.not_set_up",
    "users.not_blocked",
    "users.wrong_status",
    "users.self",
    "profile.no_computer",
    "sessions.not_found",
    "security.conflict",
    "support.over",
    "support.not_found",
    "support.longest",
];

/// Who may see the history of whom is asked beside SET_UP; signing in and archives have stories of their own.
const ELSEWHERE: [&str; 18] = [
    "users.add",
    "register.of_user",
    "register.get",
    "register.revisions",
    "register.archive",
    "register.accept_copy",
    "sign_in.password",
    "sign_in.accept_invitation",
    "sign_in.reset_password",
    "sign_in.code",
    "sign_in.recovery_code",
    "sign_in.begin_enrolment",
    "sign_in.confirm_enrolment",
    "sign_in.keep_recovery_codes",
    "sign_in.skip_enrolment",
    "sign_in.set_password",
    "support.sign_in",
    "pictures.practice_logo",
];

type Table = Vec<(String, Vec<(String, String)>)>;

fn table(text: &str) -> Table {
    let mut lines = text.trim().lines().map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    let heads = lines.next().unwrap();
    lines.map(|line| (line[0].clone(), heads[1..].iter().cloned().zip(line[1..].iter().cloned()).collect())).collect()
}

fn roles(words: &str) -> Vec<&str> {
    words.trim_end_matches('*').split('+').collect()
}

/// One caller of each kind.
struct People {
    admin: Caller,
    callers: Vec<(String, Caller, Json)>,
}

async fn people(practice: &Practice) -> People {
    let admin = practice.admin().await;
    let mut callers = Vec::new();
    for kind in ["practice_admin", "partner", "manager", "employee", "partner+manager", "manager+employee"] {
        callers.push(person(practice, &admin, kind, &roles(kind)).await);
    }
    for (kind, role) in [("restricted-admin", "practice_admin"), ("restricted-partner", "partner")] {
        let (kind, caller, user) = person(practice, &admin, kind, &[role]).await;
        let user = admin.change("users.restrict", &user, "Only looks").await.unwrap();
        callers.push((kind, caller, user));
    }
    callers.push(("signed-out".to_owned(), practice.anybody(), Json::Null));
    People { admin, callers }
}

async fn person(practice: &Practice, admin: &Caller, kind: &str, roles: &[&str]) -> (String, Caller, Json) {
    let last: String = kind.chars().filter(char::is_ascii_alphabetic).collect();
    let (user, email) = practice.join(admin, "Asker", &last, roles).await;
    (kind.to_owned(), practice.sign_in(&email).await, user)
}

impl People {
    fn caller(&self, kind: &str) -> (&Caller, &Json) {
        let kind = kind.trim_end_matches('*');
        let (_, caller, user) = self.callers.iter().find(|(name, ..)| name == kind).unwrap();
        (caller, user)
    }

    /// The practice's own decision about managers.
    async fn let_managers(&self, yes: bool) {
        let now = self.admin.ok("settings.practice", json!({})).await;
        let edit = json!({"version": now["version"], "fields": practice_fields(), "managers_set_up_employees": yes});
        self.admin.ok("settings.edit", edit).await;
    }
}

fn is_refusal(error: &Error) -> bool {
    matches!(error.code, "users.not_allowed" | "access.refused" | "session.none" | "setup.done")
}

/// Brings a target to where `operation` makes sense, as the admin who may do everything.
async fn bring(people: &People, id: &Json, operation: &str) -> Json {
    let wanted = match operation {
        "users.invite" => "inactive",
        "users.revoke_invite" => "invited",
        "users.enable" => "disabled",
        "users.unarchive" => "archived",
        "users.lift_restriction" => "restricted",
        _ => "active",
    };
    let mut user = people.admin.user(id).await;
    for _ in 0..4 {
        let now = user["row"]["status"].as_str().unwrap().to_owned();
        let step = match (now.as_str(), wanted) {
            (now, wanted) if now == wanted => return user,
            ("archived", _) => "users.unarchive",
            ("disabled", "archived") => "users.archive",
            ("disabled", _) => "users.enable",
            ("restricted", _) => "users.lift_restriction",
            ("inactive", _) => "users.invite",
            ("invited", _) => "users.revoke_invite",
            ("active", "disabled") => "users.disable",
            ("active", "archived") => "users.archive",
            ("active", "restricted") => "users.restrict",
            (now, wanted) => panic!("no way from {now} to {wanted}"),
        };
        let mut input = json!({"user": id, "version": user["row"]["version"]});
        if step != "users.invite" {
            input["reason"] = json!("Made ready");
        }
        people.admin.ok(step, input).await;
        user = people.admin.user(id).await;
    }
    panic!("{operation}: the target could not be made ready")
}

/// What a caller sends for `operation` on `user`.
fn input_for(operation: &str, user: &Json, count: usize) -> Json {
    let (id, version) = (&user["row"]["id"], &user["row"]["version"]);
    match operation {
        "users.edit" => {
            let mut fields = user_fields("Target", "Person", &[]);
            fields["roles"] = user["row"]["roles"].clone();
            fields["first_name"] = user["row"]["first_name"].clone();
            fields["last_name"] = user["row"]["last_name"].clone();
            fields["job_title"] = json!(format!("Job {count}"));
            json!({"user": id, "version": version, "fields": fields})
        }
        "users.change_email" => {
            json!({"user": id, "version": version, "email": format!("n{count}@hart.example"), "reason": "New name"})
        }
        "users.invite" => json!({"user": id, "version": version}),
        _ => json!({"user": id, "version": version, "reason": "Because"}),
    }
}

on_both! {
    async fn only_the_right_people_set_up_each_kind_of_user(practice: Practice) {
        let people = people(&practice).await;
        let heads: Vec<String> = table(SET_UP)[0].1.iter().map(|(target, _)| target.clone()).collect();
        let mut targets = Vec::new();
        for kind in heads.iter().filter(|kind| *kind != "self") {
            let last: String = kind.chars().filter(char::is_ascii_alphabetic).collect();
            let (joined, _) = practice.join(&people.admin, "Target", &last, &roles(kind)).await;
            let waiting = practice.add(&people.admin, "Waiting", &last, &roles(kind)).await;
            targets.push((kind.clone(), joined["row"]["id"].clone(), waiting["row"]["id"].clone()));
        }
        let mut count = 0;
        for (asker, row) in table(SET_UP) {
            people.let_managers(asker.ends_with('*')).await;
            let (caller, own) = people.caller(&asker);
            for (target, expected) in row {
                for operation in ON_USERS {
                    count += 1;
                    let invites = matches!(operation, "users.invite" | "users.revoke_invite");
                    let case = format!("{asker} {operation} {target}");
                    let id = match targets.iter().find(|(kind, ..)| *kind == target) {
                        Some((_, _, waiting)) if invites => waiting,
                        Some((_, joined, _)) => joined,
                        None if own.is_null() => continue,
                        None => &own["row"]["id"],
                    };
                    let user = if target == "self" { people.admin.user(id).await } else { bring(&people, id, operation).await };
                    let answer = caller.call(operation, input_for(operation, &user, count)).await;
                    let after = people.admin.user(id).await;
                    let allowed = expected == "yes" || (expected == "edit" && matches!(operation, "users.edit" | "users.change_email"));
                    match answer {
                        Ok(_) => {
                            assert!(allowed, "{case}: was allowed");
                            assert_ne!(after["row"]["version"], user["row"]["version"], "{case}: nothing happened");
                        }
                        Err(error) => {
                            assert!(!allowed, "{case}: was refused: {error}");
                            let self_refusal = target == "self" && expected == "edit" && error.code == "users.self";
                            assert!(is_refusal(&error) || self_refusal, "{case}: refused for another reason: {error}");
                            assert_eq!(after, user, "{case}: a refused call changed something");
                        }
                    }
                    if asker != "signed-out" && target != "self" {
                        let seen = bring(&people, id, operation).await;
                        let flag = operation.trim_start_matches("users.");
                        let shown = caller.user(&seen["row"]["id"]).await["row"]["can"][flag].clone();
                        assert_eq!(shown, json!(allowed), "{case}: the screen would offer what is refused, or hide what is allowed");
                    }
                }
                history(&people, caller, &asker, &target, &expected, &targets).await;
            }
        }
    }

    async fn only_the_right_people_help_each_kind_of_user(practice: Practice) {
        let people = people(&practice).await;
        let heads: Vec<String> = table(SET_UP)[0].1.iter().map(|(target, _)| target.clone()).collect();
        let mut targets = Vec::new();
        for kind in heads.iter().filter(|kind| *kind != "self") {
            let last: String = kind.chars().filter(char::is_ascii_alphabetic).collect();
            let (joined, _) = practice.join(&people.admin, "Target", &last, &roles(kind)).await;
            targets.push((kind.clone(), joined["row"]["id"].clone()));
        }
        for (asker, row) in table(SET_UP) {
            people.let_managers(asker.ends_with('*')).await;
            let (caller, _) = people.caller(&asker);
            for (target, expected) in row {
                let Some((_, id)) = targets.iter().find(|(kind, _)| *kind == target) else { continue };
                for operation in HELPING {
                    let case = format!("{asker} {operation} {target}");
                    let user = people.admin.user(id).await;
                    let mut input = json!({"user": id, "version": user["row"]["version"], "reason": "Because"});
                    if operation == "sessions.end_all_of" {
                        input.as_object_mut().unwrap().remove("version");
                    }
                    match caller.call(operation, input).await {
                        Ok(_) => assert_eq!(expected, "yes", "{case}: was allowed"),
                        Err(error) if PAST_RIGHTS.contains(&error.code) => {
                            assert_eq!(expected, "yes", "{case}: got past the rights");
                        }
                        Err(error) => {
                            assert_eq!(expected, "no", "{case}: was refused: {error}");
                            assert!(is_refusal(&error), "{case}: refused for another reason: {error}");
                        }
                    }
                }
            }
        }
    }

    async fn only_the_right_people_give_each_role(practice: Practice) {
        let people = people(&practice).await;
        let mut count = 0;
        for (asker, row) in table(GIVE) {
            people.let_managers(asker.ends_with('*')).await;
            let (caller, own) = people.caller(&asker);
            for (given, expected) in row {
                count += 1;
                let case = format!("{asker} gives {given}");
                let add = json!({"email": format!("g{count}@hart.example"), "fields": user_fields("New", "Person", &roles(&given))});
                match caller.call("users.add", add).await {
                    Ok(_) => assert_eq!(expected, "yes", "{case}: was allowed"),
                    Err(error) => {
                        assert_eq!(expected, "no", "{case}: was refused: {error}");
                        assert!(is_refusal(&error), "{case}: refused for another reason: {error}");
                    }
                }
                // Nobody but a practice admin changes their own.
                if !own.is_null() && asker != "practice_admin" {
                    let own = people.admin.user(&own["row"]["id"]).await;
                    let mut edit = input_for("users.edit", &own, count);
                    edit["fields"]["roles"] = json!(roles(&given));
                    if own["row"]["roles"] != edit["fields"]["roles"] {
                        let error = caller.refused("users.edit", edit).await;
                        assert!(is_refusal(&error), "{asker} raised themselves: {error}");
                    }
                }
            }
        }
    }

    async fn only_the_right_people_call_everything_else(practice: Practice) {
        let people = people(&practice).await;
        let mut tried: Vec<String> = ON_USERS.iter().chain(&HELPING).chain(&ELSEWHERE).map(|name| (*name).to_owned()).collect();
        for (operation, row) in table(OTHERS) {
            for (asker, expected) in row {
                let (caller, _) = people.caller(&asker);
                let case = format!("{asker} {operation}");
                match other(&people, caller, &operation).await {
                    Ok(()) => assert_eq!(expected, "yes", "{case}: was allowed"),
                    Err(error) => {
                        assert_eq!(expected, "no", "{case}: was refused: {error}");
                        assert!(is_refusal(&error), "{case}: refused for another reason: {error}");
                    }
                }
                if operation == "session.lock" && asker != "signed-out" {
                    caller.ok("session.unlock", json!({"password": firmkeep_tests::practice::PASSWORD})).await;
                }
            }
            tried.push(operation);
        }
        for info in firmkeep_core::catalogue() {
            assert!(tried.iter().any(|name| name == info.name), "nobody tried {} as the wrong person", info.name);
        }
    }
}

/// Whoever may edit a user sees the user's history; practice admins see everybody's, restricted ones too.
async fn history(
    people: &People,
    caller: &Caller,
    asker: &str,
    target: &str,
    expected: &str,
    targets: &[(String, Json, Json)],
) {
    let Some((_, id, _)) = targets.iter().find(|(kind, ..)| kind == target) else { return };
    let allowed = expected == "yes" || asker == "restricted-admin";
    let answer = caller.call("register.revisions", json!({"record": id, "limit": 3})).await;
    assert_eq!(answer.is_ok(), allowed, "{asker} compares what {target} was");
    let answer = caller.call("register.of_user", json!({"user": id, "limit": 3})).await;
    assert_eq!(answer.is_ok(), allowed, "{asker} reads the history of {target}");
    let page = people.admin.ok("register.of_user", json!({"user": id, "limit": 3})).await;
    let event = page["rows"].as_array().unwrap().iter().find(|row| row["actor"]["name"] == "Ada Hart");
    if let Some(event) = event {
        let answer = caller.call("register.get", json!({"seq": event["seq"]})).await;
        assert_eq!(answer.is_ok(), allowed, "{asker} reads an event about {target}");
    }
}

/// The identifier of nothing.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// One call with an input that is right in itself.
async fn other(people: &People, caller: &Caller, operation: &str) -> Result<(), Error> {
    let filter =
        json!({"search": "", "roles": [], "statuses": [], "mfa": null, "reports_to": null, "show_inactive": false});
    let now = people.admin.ok("settings.practice", json!({})).await;
    let version = now["version"].clone();
    let recovery = json!({"recovery_key": "0000", "key_place": "file", "passphrase": null});
    let policy = people.admin.ok("security.policy", json!({})).await["policy"].clone();
    let nothing = json!({"users": false, "settings": false, "register": false, "unblock": false, "reset_mfa": false});
    let input = match operation {
        "passwords.check" => json!({"password": "x", "words": []}),
        "checks.field" => json!({"field": "abn", "value": "", "country": null}),
        "calls.cancel" => json!({"call": "nobody's"}),
        "session.prove" | "session.unlock" => json!({"password": firmkeep_tests::practice::PASSWORD}),
        "profile.change_password" => {
            json!({"current": firmkeep_tests::practice::PASSWORD, "password": "short"})
        }
        "profile.confirm_mfa" => json!({"code": "000000"}),
        "profile.forget_computer" => json!({"computer": NOBODY}),
        "sessions.end" => json!({"session": NOBODY}),
        "security.weaker" => json!({"policy": policy}),
        "security.set_policy" => json!({"version": 0, "policy": policy}),
        "support.activate" => json!({"why": "To help", "hours": 1, "may": nothing}),
        "support.prolong" => json!({"grant": NOBODY, "hours": 1}),
        "support.new_code" | "support.deactivate" | "support.summary" => json!({"grant": NOBODY}),
        "users.list" => json!({"filter": filter, "sort": "name", "descending": false, "after": null, "limit": 5}),
        "users.count" => json!({"filter": filter}),
        "users.get" => json!({"user": people.callers[0].2["row"]["id"]}),
        "users.pick" => json!({"search": "", "not_under": null, "limit": 5}),
        "register.own" => json!({"before": null, "limit": 5}),
        "preferences.set" => json!({"key": "theme", "value": "dark"}),
        "register.list" => {
            json!({"person": null, "kinds": [], "outcome": null, "from": null, "until": null, "before": null, "limit": 5})
        }
        "register.timeline" => json!({"from": 0, "until": 3_600_000_000_i64, "zone": "UTC", "step": "hour"}),
        "register.export" => json!({"format": "csv"}),
        "settings.edit" => json!({"version": version, "fields": practice_fields(), "managers_set_up_employees": false}),
        "settings.set_logo" | "settings.remove_logo" => json!({"version": version}),
        "setup.check_database" => json!({"address": "postgres://nobody@127.0.0.1:1/none"}),
        "setup.create" => firmkeep_tests::practice::create_input(None, &[], &[]),
        "setup.join" => {
            json!({"office_address": "postgres://nobody@127.0.0.1:1/none", "recovery_key": "0000", "key_place": "file", "passphrase": null})
        }
        "setup.unlock" => json!({"passphrase": "x"}),
        "setup.recover" => recovery,
        _ => json!({}),
    };
    let folder = tempfile::tempdir().unwrap();
    let sent = if operation == "register.export" {
        caller.to_file(operation, input, folder.path().join("history.csv")).await
    } else if operation == "settings.set_logo" {
        caller.call_with(operation, input, include_bytes!("logo.png").to_vec()).await
    } else {
        caller.call(operation, input).await
    };
    match sent {
        Err(error) if PAST_RIGHTS.contains(&error.code) => Ok(()),
        sent => sent.map(|_| ()),
    }
}
