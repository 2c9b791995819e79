//! `/staff/people`, `/staff/people/{account}`, `/staff/welcome/{token}`, `/staff/organisation`

use chrono::TimeDelta;
use domain::{Actor, Rights, Role};
use server::auth::accounts;
use server::commands::change_roles::change_roles;
use server::commands::people::PeopleRefusal;
use server::storage::hash::sha256;
use tests::door::{audited, leads_to, link_in, page_of, token_of, verbs};
use tests::lachin::story;
use tests::site::PASSWORD;
use tests::{Desk, Page, Site};

const CHOSEN: &str = "tulip ferry ninety oboe";

async fn site() -> Site {
    let site = story().await;
    site.add_account("boss", Role::Admin).await;
    site.add_account("rita", Role::Reporter).await;
    site
}

/// Invites an account as a reporter of the corridor; gives its link.
async fn invite(boss: &Desk, account: &str) -> String {
    let answer = boss.send("/staff/people", &[("account", account), ("role.lachin", "reporter")]).await;
    link_in(&page_of(answer, 200).await)
}

async fn rights_of(site: &Site, account: &str) -> Rights {
    let name = account.parse().unwrap();
    accounts::one(&site.state.database, &name).await.unwrap().expect("an account").rights
}

#[tokio::test]
async fn nobody_but_an_admin_sees_or_changes_people() {
    let site = site().await;
    site.add_account("lena", Role::Lead).await;
    let before = audited(&site).await;
    for account in ["rita", "lena"] {
        let desk = Desk::signed_in(&site, account).await;
        for path in ["/staff/people", "/staff/people/boss"] {
            assert_eq!(desk.get(path).await.status(), 403, "{account} {path}");
        }
        for path in [
            "/staff/people",
            "/staff/organisation",
            "/staff/people/boss/roles",
            "/staff/people/boss/disable",
            "/staff/people/boss/enable",
            "/staff/people/boss/reset",
        ] {
            assert_eq!(desk.send(path, &[("account", "x"), ("organisation", "x")]).await.status(), 403, "{path}");
        }
        assert!(!desk.page("/staff").await.html.contains("/staff/people"), "{account} is shown a way there");
    }
    assert_eq!(audited(&site).await, before + 2, "two sign-ins and nothing else");
    assert_eq!(Desk::at_the_door(&site).get("/staff/people").await.status(), 303);
}

#[tokio::test]
async fn an_invitation_that_cannot_be_is_shown_again_with_all_that_was_typed() {
    let site = site().await;
    let boss = Desk::signed_in(&site, "boss").await;
    let before = audited(&site).await;
    for (account, told) in [
        ("two words", "is no name for an account"),
        ("..", "is no name for an account"),
        ("", "is no name for an account"),
        ("RITA", "There is an account RITA already"),
    ] {
        let typed = [("account", account), ("role.lachin", "lead"), ("admin", "yes")];
        let page = page_of(boss.send("/staff/people", &typed).await, 422).await;
        assert!(page.words("[role=alert]").contains(told), "{account}: {}", page.words("[role=alert]"));
        assert_eq!((page.field("account").as_str(), page.field("role.lachin").as_str()), (account, "lead"));
        assert_eq!(page.count("#admin[checked]"), 1, "{account}");
        assert!(page.words("title").starts_with("Error"), "{account}");
    }
    for role in ["admin", "boss", "Lead"] {
        let answer = boss.send("/staff/people", &[("account", "nina"), ("role.lachin", role)]).await;
        assert_eq!(answer.status(), 422, "{role}");
    }
    assert_eq!(audited(&site).await, before);
}

#[tokio::test]
async fn a_link_works_once_and_only_with_a_password_that_is_hard_to_guess() {
    let site = site().await;
    let boss = Desk::signed_in(&site, "boss").await;
    let link = invite(&boss, "nina").await;
    assert_eq!(verbs(&site, 1).await, ["staff.invite"]);
    let list = boss.page("/staff/people").await;
    assert!(list.visible().contains("nina") && list.visible().contains("Link not used yet"));
    assert!(!list.html.contains(token_of(&link).reveal()), "a link is shown once");
    let nina = Desk::at_the_door(&site);
    assert_eq!(nina.page(&link).await.words("h1"), "nina");
    for (password, again, told) in [
        ("short", "short", "at least 12 characters"),
        ("password1234", "password1234", "Many people have this password"),
        ("Lachin corridor nina", "Lachin corridor nina", "which anybody would try first"),
        (CHOSEN, "tulip ferry ninety obo", "not the same"),
    ] {
        let page = page_of(nina.send(&link, &[("password", password), ("again", again)]).await, 422).await;
        assert!(page.words("[role=alert]").contains(told), "{}", page.words("[role=alert]"));
        assert!(!page.html.contains(&format!("\"{password}\"")), "a password stands on the page");
        assert_eq!(page.attributes("#password", "autocomplete"), ["new-password"]);
    }
    let answer = nina.send(&link, &[("password", CHOSEN), ("again", CHOSEN)]).await;
    assert_eq!(leads_to(&answer), "/staff");
    assert_eq!(verbs(&site, 1).await, ["staff.welcome"]);
    assert_eq!(nina.get("/staff").await.status(), 200);
    let gone = page_of(Desk::at_the_door(&site).get(&link).await, 410).await;
    assert!(gone.visible().contains("Ask an admin of the desk for a new one"));
    let again = nina.send(&link, &[("password", CHOSEN), ("again", CHOSEN)]).await;
    assert_eq!(again.status(), 410);
    assert_eq!(Desk::at_the_door(&site).sign_in("nina", CHOSEN).await.status(), 303);
    let list = boss.page("/staff/people").await.visible();
    assert!(list.contains("In use; no second factor") && list.contains("10 May 2023"), "{list}");
}

#[tokio::test]
async fn two_who_use_a_link_at_the_same_time_are_not_both_let_in() {
    let site = site().await;
    let boss = Desk::signed_in(&site, "boss").await;
    let link = invite(&boss, "nina").await;
    let (one, other) = (Desk::at_the_door(&site), Desk::at_the_door(&site));
    let fields = [("password", CHOSEN), ("again", CHOSEN)];
    let (one, other) = tokio::join!(one.send(&link, &fields), other.send(&link, &fields));
    let mut statuses = [one.status().as_u16(), other.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410]);
}

#[tokio::test]
async fn a_link_ends_after_seven_days_with_a_newer_one_and_with_its_account() {
    let site = site().await;
    let boss = Desk::signed_in(&site, "boss").await;
    let first = invite(&boss, "nina").await;
    let second = link_in(&page_of(boss.send("/staff/people/nina/reset", &[]).await, 200).await);
    assert_eq!(Desk::at_the_door(&site).get(&first).await.status(), 410);
    assert_eq!(Desk::at_the_door(&site).get(&second).await.status(), 200);
    leads_to(&boss.send("/staff/people/nina/disable", &[]).await);
    assert_eq!(Desk::at_the_door(&site).get(&second).await.status(), 410);
    let other = invite(&boss, "olga").await;
    site.hand.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert_eq!(site.response(&other).await.status(), 200);
    site.hand.advance(TimeDelta::seconds(1));
    assert_eq!(site.response(&other).await.status(), 410);
    let desk = Desk::at_the_door(&site);
    assert_eq!(desk.send(&other, &[("password", CHOSEN), ("again", CHOSEN)]).await.status(), 410);
    for stranger in ["x", "../../staff", &"0".repeat(64)] {
        let status = site.response(&format!("/staff/welcome/{stranger}")).await.status();
        assert!([303, 404, 410].contains(&status.as_u16()), "{stranger}: {status}");
    }
}

#[tokio::test]
async fn a_copy_of_the_links_opens_nothing() {
    let site = site().await;
    let boss = Desk::signed_in(&site, "boss").await;
    let link = invite(&boss, "nina").await;
    let rows = site.state.database.fetch("SELECT token_hash FROM links", []).await.unwrap();
    let stored = rows.first().unwrap().of("links", "token_hash").text("token_hash").unwrap();
    assert_eq!(stored, sha256(token_of(&link).reveal()));
    assert_eq!(site.response(&format!("/staff/welcome/{stored}")).await.status(), 410);
}

#[tokio::test]
async fn other_roles_sign_the_account_out_and_are_written_down_once() {
    let site = site().await;
    let (boss, rita) = (Desk::signed_in(&site, "boss").await, Desk::signed_in(&site, "rita").await);
    let before = audited(&site).await;
    let same = boss.send("/staff/people/rita/roles", &[("role.lachin", "reporter")]).await;
    assert_eq!(leads_to(&same), "/staff/people/rita?done=same");
    assert_eq!(rita.get("/staff").await.status(), 200);
    let changed = boss.send("/staff/people/rita/roles", &[("role.lachin", "lead"), ("admin", "yes")]).await;
    let told = boss.page(&leads_to(&changed)).await;
    assert!(told.visible().contains("signed out everywhere"), "{}", told.visible());
    assert_eq!(audited(&site).await, before + 1);
    let line = &server::storage::audit::last(&site.state.database, 1).await.unwrap()[0];
    assert_eq!((line.verb.as_str(), line.account.as_str(), line.subject.as_str()), ("staff.roles", "boss", "rita"));
    assert_eq!(line.detail.as_deref(), Some("lead of lachin, admin; before: reporter of lachin"));
    assert_eq!(rita.get("/staff").await.status(), 303, "her session had the old role");
    let rita = Desk::signed_in(&site, "rita").await;
    assert_eq!(rita.get("/staff/people").await.status(), 200);
    assert!(rights_of(&site, "rita").await.admin);
}

#[tokio::test]
async fn nobody_changes_their_own_account_from_there() {
    let site = site().await;
    site.add_account("other-boss", Role::Admin).await;
    let boss = Desk::signed_in(&site, "boss").await;
    let before = audited(&site).await;
    for deed in ["roles", "disable", "enable", "reset"] {
        let answer = boss.send(&format!("/staff/people/BOSS/{deed}"), &[("role.lachin", "lead")]).await;
        let page = page_of(answer, 422).await;
        assert!(page.words("[role=alert]").contains("Nobody does this to their own account"), "{deed}");
    }
    assert_eq!(boss.page("/staff/people/boss").await.count("main form"), 0);
    assert_eq!(audited(&site).await, before);
    assert_eq!(boss.get("/staff/people/nobody").await.status(), 404);
    assert_eq!(boss.send("/staff/people/nobody/disable", &[]).await.status(), 404);
}

/// Each was an admin when they began; only one of them can be right.
#[tokio::test]
async fn two_admins_who_mean_each_other_do_not_leave_the_desk_without_one() {
    let site = site().await;
    site.add_account("other-boss", Role::Admin).await;
    let admin = |name: &str| Actor::new(name, Rights::of(Role::Admin, []));
    let (boss, other) = ("boss".parse().unwrap(), "other-boss".parse().unwrap());
    let none = Rights::default();
    assert!(change_roles(&site.state, &admin("boss"), &other, &none).await.unwrap());
    let refused = change_roles(&site.state, &admin("other-boss"), &boss, &none).await.unwrap_err();
    assert!(matches!(refused, PeopleRefusal::LastAdmin(_)), "{refused}");
    let refused = server::commands::disable_member::disable_member(&site.state, &Actor::operator(), &boss).await;
    assert!(matches!(refused, Err(PeopleRefusal::LastAdmin(_))));
    let refused = server::commands::reset_member::reset_member(&site.state, &Actor::operator(), &boss, false).await;
    assert!(matches!(refused, Err(PeopleRefusal::LastAdmin(_))));
    assert!(rights_of(&site, "boss").await.admin);
}

#[tokio::test]
async fn a_disabled_account_is_at_the_door_with_its_next_request_and_comes_back_when_enabled() {
    let site = site().await;
    let (boss, rita) = (Desk::signed_in(&site, "boss").await, Desk::signed_in(&site, "rita").await);
    assert_eq!(rita.get("/staff").await.status(), 200);
    let told = leads_to(&boss.send("/staff/people/rita/disable", &[]).await);
    assert_eq!(leads_to(&rita.get("/staff").await), "/staff/sign-in");
    assert_eq!(rita.sign_in("rita", PASSWORD).await.status(), 422);
    assert!(boss.page(&told).await.visible().contains("Disabled since 10 May 2023"));
    let page = page_of(boss.send("/staff/people/rita/reset", &[]).await, 422).await;
    assert!(page.words("[role=alert]").contains("Enable the account first"));
    leads_to(&boss.send("/staff/people/rita/enable", &[]).await);
    site.hand.advance(TimeDelta::minutes(1));
    assert_eq!(rita.sign_in("rita", PASSWORD).await.status(), 303);
    let mut expected = vec!["session.open", "staff.enable", "staff.disable"];
    expected.truncate(3);
    assert_eq!(verbs(&site, 3).await, expected);
}

#[tokio::test]
async fn a_new_link_ends_the_old_password_and_every_session_at_once() {
    let site = site().await;
    let (boss, rita) = (Desk::signed_in(&site, "boss").await, Desk::signed_in(&site, "rita").await);
    let before = audited(&site).await;
    let link = link_in(&page_of(boss.send("/staff/people/rita/reset", &[]).await, 200).await);
    assert_eq!(audited(&site).await, before + 1);
    assert_eq!(rita.get("/staff").await.status(), 303);
    assert_eq!(Desk::at_the_door(&site).sign_in("rita", PASSWORD).await.status(), 422);
    leads_to(&rita.send(&link, &[("password", CHOSEN), ("again", CHOSEN)]).await);
    assert_eq!(rita.get("/staff").await.status(), 200);
    assert_eq!(verbs(&site, 2).await, ["staff.welcome", "staff.reset"]);
}

#[tokio::test]
async fn the_organisation_is_named_and_readers_are_told_at_once() {
    let site = site().await;
    let boss = Desk::signed_in(&site, "boss").await;
    let edition = site.state.edition().number;
    let typed = [("organisation", " "), ("contact", "javascript:alert(1)")];
    let page = page_of(boss.send("/staff/organisation", &typed).await, 422).await;
    assert_eq!(page.count("[role=alert] li"), 2);
    assert_eq!(page.field("contact"), "javascript:alert(1)");
    let typed = [("organisation", "Relief of the North"), ("contact", "desk@example.org")];
    let done = leads_to(&boss.send("/staff/organisation", &typed).await);
    let page = boss.page(&done).await;
    assert_eq!(page.field("organisation"), "Relief of the North");
    assert_eq!(page.field("contact"), "mailto:desk@example.org");
    assert_eq!(verbs(&site, 1).await, ["organisation.name"]);
    let now = site.state.edition();
    assert_eq!(now.site.organisation.as_deref(), Some("Relief of the North"));
    assert!(now.number > edition, "readers are shown what was kept before");
}

#[tokio::test]
async fn the_ways_of_the_desk_lead_there() {
    let site = site().await;
    let boss = Desk::signed_in(&site, "boss").await;
    let ways = boss.page("/staff").await.attributes("nav a", "href");
    assert!(ways.contains(&"/staff/people".to_owned()) && ways.contains(&"/staff/me".to_owned()), "{ways:?}");
    let page: Page = boss.page("/staff/people").await;
    assert!(page.attributes("main a", "href").contains(&"/staff/people/rita".to_owned()));
}
