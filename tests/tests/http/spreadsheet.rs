//! A spreadsheet program as the judge of our tables: it opens every one that holds hostile texts and finds no formula. Only
//! in the long half (`make spreadsheet`): it needs Gnumeric's `ssconvert`.

use std::process::Command;

use tests::Site;
use tests::lachin::{EVENING, HEADER, Rows};
use tests::payloads::names;

/// Opens a table and gives it as Gnumeric's own XML, in which a formula is a cell that begins with `=` and has no type.
fn opened(folder: &std::path::Path, name: &str, table: &str) -> String {
    let (csv, xml) = (folder.join(format!("{name}.csv")), folder.join(format!("{name}.xml")));
    std::fs::write(&csv, table).expect("a file");
    let mut ssconvert = Command::new("ssconvert");
    let to = ssconvert.args(["-T", "Gnumeric_XmlIO:sax:0"]).arg(&csv).arg(&xml);
    assert!(to.status().expect("ssconvert, of Gnumeric").success(), "{name}");
    std::fs::read_to_string(xml).expect("XML")
}

/// Cells without the type of a value: those are formulas.
fn formulas(xml: &str) -> Vec<&str> {
    let cells = xml.split("<gnm:Cell ").skip(1).filter_map(|rest| rest.split("</gnm:Cell>").next());
    cells.filter(|cell| !cell.split('>').next().unwrap_or_default().contains("ValueType=")).collect()
}

#[tokio::test]
async fn no_cell_of_a_table_is_a_formula() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let control = formulas(&opened(folder.path(), "control", "a,b\n=1+1,x\n-5,y\n")).len();
    assert_eq!(control, 1, "the control: a formula is seen, and a number is none");

    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    let (mut claims, mut events) =
        (format!("{HEADER}\n"), "corridor,date,title,source,source_url,published_on\n".to_owned());
    for (index, name) in names().iter().enumerate() {
        let day = 1 + index % 10;
        let it = super::payloads::cell(name);
        claims.push_str(&format!(
            "lachin,2023-05-{day:02},,deliveries,{it},,{it},,{it},,{it},{it},done,exact,5,,{it},{it},{it},,,{it},{it}\n"
        ));
        events.push_str(&format!("lachin,2023-05-{day:02},{it},{it},,\n"));
    }
    claims.push_str("lachin,2023-05-01,,deliveries,,,,,,,food,trucks,done,vague,'- a few,,,Office,,,,,\n");
    let imported = site.import("lachin", claims.as_bytes(), Some(events.as_bytes())).await;
    imported.unwrap_or_else(|refusal| panic!("{refusal}"));
    for name in ["claims", "days", "events"] {
        let xml = opened(folder.path(), name, &site.text(&format!("/c/lachin/{name}.csv")).await);
        assert!(xml.matches("<gnm:Cell ").count() > 500, "{name} was opened");
        assert_eq!(formulas(&xml), Vec::<&str>::new(), "{name}.csv");
    }
}
