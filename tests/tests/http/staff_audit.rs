//! `/staff/audit`: refusals first, then what it shows, finds and exports.

use domain::Role;
use tests::desk::Desk;
use tests::lachin::story;

#[tokio::test]
async fn a_search_that_cannot_be_read_is_told_at_its_field_and_keeps_what_was_typed() {
    let site = story().await;
    site.add_account("admin", Role::Admin).await;
    let desk = Desk::signed_in(&site, "admin").await;
    let answer = desk.get("/staff/audit?q=lachin&from=yesterday&to=2023-05-1").await;
    assert_eq!(answer.status(), 422);
    let page = tests::page::Page::new(answer.text().await.unwrap());
    assert_eq!(page.all_words(".err").len(), 2);
    assert_eq!(page.field("q"), "lachin");
    assert_eq!(page.field("from"), "yesterday");
    let export = desk.get("/staff/audit.csv?from=yesterday").await;
    assert_eq!(export.status(), 422);
}

#[tokio::test]
async fn an_admin_finds_what_was_done_and_takes_it_along_as_a_table() {
    let site = story().await;
    site.add_account("admin", Role::Admin).await;
    let desk = Desk::signed_in(&site, "admin").await;
    let page = desk.page("/staff/audit").await;
    let verbs = page.all_words("tbody td:nth-child(3)");
    assert_eq!(verbs, ["session.open", "staff.add", "claims.import", "corridor.add"]);
    let found = desk.page("/staff/audit?verb=claims&q=LACHIN&from=2023-05-10&to=2023-05-10").await;
    assert_eq!(found.all_words("tbody td:nth-child(3)"), ["claims.import"]);
    let none = desk.page("/staff/audit?q=100%25_no").await;
    assert!(none.words(".void").starts_with("No line is like that."));
    let table = desk.get("/staff/audit.csv?account=operator").await;
    assert_eq!(table.headers()["content-type"], "text/csv; charset=utf-8");
    assert_eq!(table.headers()["cache-control"], "no-store");
    let text = table.text().await.unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "seq,at,account,verb,subject,detail");
    assert!(lines[1].starts_with("3,2023-05-10T16:00:00.000Z,operator,staff.add,admin,admin"), "{}", lines[1]);
    assert_eq!(lines.len(), 4);
}

#[tokio::test]
async fn older_lines_stand_on_pages_of_their_own_and_none_is_lost_between_them() {
    let site = story().await;
    site.add_account("admin", Role::Admin).await;
    let desk = Desk::signed_in(&site, "admin").await;
    for number in 0..205 {
        let mut write = site.state.database.begin().await.unwrap();
        let subject = format!("thing {number}");
        let now = site.state.clock.now();
        server::storage::audit::append(&mut write, now, "ani", "thing.do", &subject, None).await.unwrap();
        drop(write.commit().await.unwrap());
    }
    let mut address = "/staff/audit?verb=thing.do".to_owned();
    let mut seen = 0;
    loop {
        let page = desk.page(&address).await;
        seen += page.count("tbody tr");
        let older = page.attributes("main .acts a", "href").into_iter().find(|href| href.contains("before="));
        match older {
            Some(href) => address = href,
            None => break,
        }
    }
    assert_eq!(seen, 205);
}
