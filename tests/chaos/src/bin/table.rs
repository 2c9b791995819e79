//! `torture-table LINES TABLE`: puts the lines of a run together into one table, prints and saves it. Ends with 1 when
//! something was lost or stored twice, a control was not seen red, or a line says of none.

use std::process::ExitCode;

use chaos::report::Line;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(lines), Some(table)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: torture-table LINES TABLE");
        return ExitCode::from(2);
    };
    let text = std::fs::read_to_string(&lines).unwrap_or_default();
    let mut all: Vec<Line> = text.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    all.sort_by(|one, other| (&one.row, &one.tried).cmp(&(&other.row, &other.tried)));
    let made = in_words(&all);
    println!("{made}");
    std::fs::write(table, made).expect("saved");
    if !all.is_empty() && all.iter().all(Line::is_sound) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn in_words(all: &[Line]) -> String {
    let mut text = String::from(
        "| row | tried | times | seed | acknowledged | kills | faults | lost | twice | control red | note |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|---|---|\n",
    );
    for line in all {
        let red = line.control_red.map_or("–", |red| if red { "yes" } else { "NO" });
        let Line { row, tried, times, seed, acknowledged, kills, faults, lost, twice, note, .. } = line;
        text += &format!(
            "| {row} | {tried} | {times} | {seed} | {acknowledged} | {kills} | {faults} | {lost} | {twice} | {red} | {note} |\n"
        );
    }
    let sum = |of: fn(&Line) -> usize| all.iter().map(of).sum::<usize>();
    let (acknowledged, kills, faults) = (sum(|l| l.acknowledged), sum(|l| l.kills), sum(|l| l.faults));
    let (lost, twice) = (sum(|l| l.lost), sum(|l| l.twice));
    text + &format!("| **all** | | | | {acknowledged} | {kills} | {faults} | {lost} | {twice} | | |\n")
}
