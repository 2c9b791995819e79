// Takes the screenshots: those of the README into docs/screenshots, and with --all every page at three widths in both
// themes and in print into target/screenshots, to be looked at one by one.
//
//   --all           every page; --only=status,day: these pages; --at=320,1280: these widths; --in=light,print: these themes
//   --fresh-style   with the style sheets as they lie in style/, without building the program again
//
// Starts the demonstration on a free port, and a site with several corridors beside it; both are stopped by their process
// ids.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { launch } from "./lib/browser.js";
import { claimsFile, lookThrough } from "./lib/imports.js";
import { startServer } from "./lib/server.js";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const binary = process.env.CORRIDOR_BINARY ?? path.join(root, "target/debug/corridor");
const all = process.argv.includes("--all");
const target = path.join(root, all ? "target/screenshots" : "docs/screenshots");

/** The values of an option such as --only=status,day. */
function listed(option) {
  return process.argv.find((argument) => argument.startsWith(`--${option}=`))?.split("=")[1].split(",");
}

const widths = listed("at")?.map(Number) ?? (all ? [320, 768, 1280] : [320, 1280]);
const themes = listed("in") ?? (all ? ["light", "dark", "print"] : ["light"]);

async function signIn(page, url, { account, password }) {
  await page.goto(`${url}/staff/sign-in`);
  await page.fill("[name=account]", account);
  await page.fill("[name=password]", password);
  await page.click("main button");
}

/** A sign-in of the demonstration, as it prints it. */
function demoSignIn(output, name) {
  const line = output.split("\n").find((text) => text.includes(name));
  const [account, , password] = line.trim().split(/\s+/);
  return { account, password };
}

/** A site with an account and three corridors: one in two languages with the record of Lachin, one just begun, one that is over. */
async function severalCorridors() {
  const folder = await mkdtemp(path.join(tmpdir(), "corridor-screens-"));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CORRIDOR_")));
  const corridor = (...words) => run(binary, [...words, "--data", folder], { env });
  const fixtures = path.join(root, "tests/fixtures/lachin");
  const names = ["Berdzor corridor", "Lachin corridor", "az=Laçın dəhlizi", "hy=Բերձորի միջանցք", "hy=Լաչինի միջանցք"];
  const named = names.flatMap((name) => ["--name", name]);
  await corridor("corridors", "add", "north-road", "--name", "North road", "--time-zone", "Europe/Kyiv");
  await corridor("corridors", "add", "lachin", ...named, "--time-zone", "Asia/Yerevan", "--record-begins", "2022-12-12");
  await corridor("corridors", "add", "salt-flats", "--name", "Crossing of the salt flats", "--time-zone", "Africa/Djibouti",
    "--record-begins", "2026-11-01");
  await corridor("import", `${fixtures}/lachin-claims.csv`, `${fixtures}/lachin-events.csv`, "--corridor", "lachin");
  // A reporter: where nothing is demonstrated, a lead sets a second factor up first.
  const { stdout } = await corridor("staff", "add", "anna", "--role", "reporter");
  const enrols = await corridor("staff", "add", "nune", "--role", "lead");
  const server = await startServer({ args: ["serve", "--data", folder], binary });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
  const enrolling = { account: "nune", password: passwordIn(enrols.stdout) };
  return { url: server.url, lead: { account: "anna", password: passwordIn(stdout) }, enrolling, stop };
}

/** The password in what `staff add` prints: the longest word. */
function passwordIn(text) {
  return text.split(/\s+/).sort((one, other) => other.length - one.length)[0];
}

const day = "/staff/c/lachin/days/2023-05-09";

/** Types a day with one mistake. */
async function typeDay(page, url, amount) {
  await page.goto(`${url}${day}`);
  await page.fill("[name='r0.source']", "Artsakh Ministry of Health");
  await page.fill("[name='r0.published_on']", "2023-05-09");
  await page.fill("[name='r0.c1.amount']", "0");
  await page.fill("[name='r0.c3.amount']", amount);
  await page.fill("[name=public_note]", "The bulletin came late.");
}

/** The refused form. */
async function refuse(page, url) {
  await typeDay(page, url, "more then 30");
  await page.click("button[value=publish]:visible");
}

/** The form that could be published. */
async function check(page, url) {
  await typeDay(page, url, ">30");
  await page.click("button.alt[value=check]");
}

/** A form of all kinds of rows, with long words, one row unfolded. */
async function manyRows(page, url) {
  await page.goto(`${url}${day}`);
  const measures = ["access_status", "deliveries", "people_crossed", "patients_critical", "transfers_total"];
  const first = (await page.locator("[data-report='0'] .claimbox").count()) - 1;
  for (const [index, measure] of measures.entries()) {
    await page.selectOption(`[name='r0.c${first + index}.measure']`, measure);
    await page.click("button[value='row.0']");
  }
  await page.fill("[name='r0.source']", "Ministry of Health, Labour and Social Affairs of the Republic");
  await page.fill("[name='r0.url']", `https://example.org/${"bulletin-of-the-ministry/".repeat(5)}`);
  await page.fill(`[name='r0.c${first + 1}.item']`, "Հումանիտար օգնություն");
  await page.click(`[name='r0.c${first + 4}.remark'] >> xpath=ancestor::details/summary`);
}

/** A form in which a number looks odd, beside the bulletin that it was typed from. */
async function odd(page, url) {
  await page.goto(`${url}${day}`);
  await page.fill("[name=bulletin]", "Today 140 patients were moved with the Red Cross.\n11 patients returned after their treatment.\n5 children are in neonatal and intensive care at Arevik.");
  await page.fill("[name='r0.c1.amount']", "140");
  await page.click("button[value=publish]:visible");
}

async function refusedSignIn(page, url) {
  await signIn(page, url, { account: "nobody", password: "not the password" });
}

let invitations = 0;

async function invite(page, url, account) {
  await page.goto(`${url}/staff/people`);
  await page.fill("[name=account]", account);
  await page.selectOption("[name='role.lachin']", "lead");
  await page.click("form[action='/staff/people'] button");
}

async function welcome(page, url) {
  await invite(page, url, `olga-${(invitations += 1)}`);
  await page.click("main code a");
}

async function wrongPassword(page, url) {
  await page.goto(`${url}/staff/me`);
  await page.fill("[name=old]", "not my password");
  await page.fill("[name=new]", "tulip ferry ninety oboe");
  await page.fill("[name=again]", "tulip ferry ninety oboe");
  await page.click("form[action='/staff/me/password'] button");
}

async function secondFactor(page, url) {
  await page.goto(`${url}/staff/me`);
  await page.fill("[name=begin]", demoSignIn(demonstration.output(), "demo-admin").password);
  await page.click("form[action='/staff/me/second-factor'] button");
}

/** A page of the first start, by the link that the server printed. */
const setUp = (step) => (page) => page.goto(`${empty.output().match(/http\S+\/setup\/[0-9a-f]{64}/)[0]}/${step}`);

const goTo = (address) => (page, url) => page.goto(`${url}${address}`);

const today = "/c/lachin/days/2023-05-10";
const done = new Set();

/** What changes the demonstration, once; and where that is seen, as often as it is looked at. */
const after = (what, address) => async (page, url) => {
  if (!done.has(what)) {
    done.add(what);
    // On paper there are no buttons, and this page may have been looked at so.
    await desks.demonstration.emulateMedia({ media: "screen" });
    await what(page, url);
  }
  // Another address than before: a browser may keep a public page for some seconds.
  await page.goto(`${url}${address}${address.includes("?") ? "&" : "?"}after=${what.name}`);
};

/** A day that waits for a second person, and a draft. */
async function submitted(page, url) {
  const reporter = desks.reporter;
  await typeDay(reporter, url, ">30");
  await reporter.fill("[name=internal_note]", "Ask again in the evening.");
  await reporter.click("button[value=submit]");
  await page.goto(`${url}/staff/c/lachin/days/2023-05-08`);
  await page.fill("[name='r0.source']", "Artsakh Ministry of Health");
  await page.fill("[name='r0.c1.amount']", "more then 12");
  await page.click("button[value=draft]");
}

/** The number of today's bulletin corrected. */
async function corrected(page, url) {
  await desks.demonstration.goto(`${url}/staff${today}`);
  await desks.demonstration.fill("[name='r1.c0.amount']", "31");
  await desks.demonstration.check("[name=change_kind][value=correction]");
  await desks.demonstration.fill("[name=change_reason]", "We had read 30 for 31.");
  await desks.demonstration.click("button[value=publish]");
}

async function withdrawn(page, url) {
  await desks.demonstration.goto(`${url}/staff${today}`);
  await desks.demonstration.click("form[action$='/withdraw'] button");
}

async function weighed(page, url) {
  await page.goto(`${url}/staff/c/lachin/threshold`);
  await page.fill("[name=below]", "10");
  await page.click("main form button >> nth=0");
}

function imports(rows) {
  return (page, url) => lookThrough(page, { url }, claimsFile(rows.map((row) => ({ date: "2023-05-08", ...row }))));
}

async function enrols(page) {
  await page.context().clearCookies();
  await signIn(page, several.url, several.enrolling);
}
const shots = [
  { name: "status", open: goTo("/c/lachin"), readme: true },
  { name: "day", open: goTo("/c/lachin/days/2023-05-10"), readme: true },
  { name: "day-disputed", open: goTo("/c/lachin/days/2023-02-02") },
  { name: "day-silent", open: goTo("/c/lachin/days/2023-05-09") },
  { name: "day-many", open: goTo("/c/lachin/days/2023-01-23") },
  { name: "day-set-aside", open: goTo("/c/lachin/days/2023-02-28") },
  { name: "day-stale-total", open: goTo("/c/lachin/days/2023-04-16") },
  { name: "day-period", open: goTo("/c/lachin/days/2023-02-26") },
  { name: "day-two-totals", open: goTo("/c/lachin/days/2023-01-18") },
  { name: "day-matching", open: goTo("/c/lachin/days/2023-04-19") },
  { name: "month", open: goTo("/c/lachin/months/2023-04") },
  { name: "month-now", open: goTo("/c/lachin/months/2023-05") },
  { name: "month-period", open: goTo("/c/lachin/months/2023-02") },
  { name: "changes", open: goTo("/c/lachin/changes") },
  { name: "changes-chosen", open: goTo("/c/lachin/changes?kind=revision&kind=late") },
  { name: "changes-since", open: goTo("/c/lachin/changes?since=40") },
  { name: "change", open: goTo("/c/lachin/changes/20") },
  { name: "trends", open: goTo("/c/lachin/trends?carrier=ICRC") },
  { name: "trends-weeks", open: goTo("/c/lachin/trends?by=week") },
  { name: "trends-months", open: goTo("/c/lachin/trends?by=month") },
  { name: "trends-waiting", open: goTo("/c/lachin/trends?measure=patients_awaiting") },
  { name: "trends-totals", open: goTo("/c/lachin/trends?measure=patients_transferred_total&by=week") },
  { name: "trends-access", open: goTo("/c/lachin/trends?measure=access_status&by=month") },
  { name: "trends-empty", open: goTo("/c/lachin/trends?from=2023-05-01") },
  { name: "trends-refused", open: goTo("/c/lachin/trends?from=yesterday&by=year&carrier=Nobody") },
  { name: "about", open: goTo("/about") },
  { name: "status-old", open: goTo("/c/lachin?as_of=2023-04-18") },
  { name: "month-old", open: goTo("/c/lachin/months/2023-04?as_of=2023-04-18T18:30:00Z") },
  { name: "status-before", open: goTo("/c/lachin?as_of=2022-12-01") },
  { name: "day-ahead-then", open: goTo("/c/lachin/days/2023-05-01?as_of=2023-04-18") },
  { name: "as-of-refused", open: goTo("/c/lachin?as_of=18.04.2023") },
  { name: "not-found", open: goTo("/c/nowhere") },
  { name: "sign-in", open: goTo("/staff/sign-in") },
  { name: "sign-in-refused", open: refusedSignIn },
  { name: "desk", open: goTo("/staff"), desk: true, readme: true },
  { name: "desk-month", open: goTo("/staff/c/lachin/months/2023-04"), desk: true },
  { name: "desk-questions", open: goTo("/staff/c/lachin/questions"), desk: true },
  { name: "form", open: goTo(day), desk: true },
  { name: "form-change", open: goTo("/staff/c/lachin/days/2023-05-10"), desk: true },
  { name: "form-refused", open: refuse, desk: true, readme: true },
  { name: "form-checked", open: check, desk: true },
  { name: "form-rows", open: manyRows, desk: true },
  { name: "form-odd", open: odd, desk: true },
  { name: "me", open: goTo("/staff/me"), admin: true },
  { name: "me-refused", open: wrongPassword, admin: true },
  { name: "second-factor", open: secondFactor, admin: true },
  { name: "people", open: goTo("/staff/people"), admin: true },
  { name: "people-refused", open: (page, url) => invite(page, url, "two words"), admin: true },
  { name: "person", open: goTo("/staff/people/demo-lead"), admin: true },
  { name: "link", open: (page, url) => invite(page, url, `nina-${(invitations += 1)}`), admin: true },
  { name: "welcome", open: welcome, admin: true },
  { name: "setup-organisation", open: setUp("organisation"), empty: true },
  { name: "setup-admin", open: setUp("admin"), empty: true },
  { name: "setup-corridor", open: setUp("corridor"), empty: true },
  { name: "setup-gone", open: goTo("/setup/0"), empty: true },
  { name: "index", open: goTo("/"), several: true },
  { name: "index-old", open: goTo("/?as_of=2026-11-02"), several: true },
  { name: "empty", open: goTo("/c/north-road"), several: true },
  { name: "month-empty", open: goTo("/c/lachin/months/2023-08"), several: true },
  { name: "late", open: goTo("/c/lachin"), several: true },
  { name: "desk-late", open: goTo("/staff"), several: true, desk: true },
  { name: "enrol", open: enrols, several: true },
  { name: "audit", open: goTo("/staff/audit"), admin: true },
  { name: "audit-refused", open: goTo("/staff/audit?from=yesterday"), admin: true },
  { name: "sources", open: goTo("/staff/sources"), admin: true },
  { name: "source", open: goTo("/staff/sources/armenian-weekly"), admin: true },
  { name: "carriers", open: goTo("/staff/carriers"), admin: true },
  { name: "corridors", open: goTo("/staff/corridors"), admin: true },
  { name: "settings", open: goTo("/staff/corridors/lachin"), admin: true },
  { name: "threshold", open: weighed, desk: true },
  { name: "import-choose", open: goTo("/staff/c/lachin/import"), desk: true },
  { name: "import-problems", open: imports([{ date: "tomorrow" }, { value: "many" }, { bound: "exactly" }]), desk: true },
  { name: "import-preview", open: imports([{ date: "2023-05-06" }, { date: "2023-05-07", source: "armenian weekly" }, { date: "2023-05-10" }]), desk: true },
  // From here on the demonstration changes.
  { name: "review-list", open: after(submitted, "/staff/review"), desk: true },
  { name: "review-day", open: after(submitted, `${day}/review`), desk: true },
  { name: "form-draft", open: after(submitted, "/staff/c/lachin/days/2023-05-08"), desk: true },
  { name: "desk-tasks", open: after(submitted, "/staff"), desk: true },
  { name: "status-corrected", open: after(corrected, "/c/lachin") },
  { name: "day-corrected", open: after(corrected, today) },
  { name: "changes-corrected", open: after(corrected, "/c/lachin/changes") },
  { name: "day-withdrawn", open: after(withdrawn, today) },
  { name: "changes-withdrawn", open: after(withdrawn, "/c/lachin/changes") },
  { name: "form-withdrawn", open: after(withdrawn, "/staff/c/lachin/days/2023-05-10"), desk: true },
];

/** Who is signed in, each in a browser of their own. */
let desks;

async function take(page, shot, url, width, theme, style) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: theme === "dark" ? "dark" : "light", media: "screen" });
  await shot.open(page, url);
  if (theme === "print") await page.emulateMedia({ media: "print" });
  if (style) await page.evaluate((text) => { document.querySelector("style").textContent = text; }, style);
  const file = path.join(target, `${shot.name}-${width}-${theme}.png`);
  await page.screenshot({ path: file, fullPage: true });
  const across = await page.evaluate(() => document.documentElement.scrollWidth);
  console.log(path.relative(root, file), across > width ? `wider than the window: ${across}` : "");
}

/** The style sheets of style/, in the order in which the shell joins them. */
async function freshStyle() {
  const shell = await readFile(path.join(root, "app/src/pages/shell.rs"), "utf8");
  const files = [...shell.matchAll(/include_str!\(".*?\/(style\/\w+\.css)"\)/g)].map(([, file]) => file);
  return (await Promise.all(files.map((file) => readFile(path.join(root, file), "utf8")))).join("");
}

const style = process.argv.includes("--fresh-style") ? await freshStyle() : null;
const demonstration = await startServer({ args: ["demo"], binary });
const several = await severalCorridors();
const emptyFolder = await mkdtemp(path.join(tmpdir(), "corridor-screens-"));
const empty = await startServer({ args: ["serve", "--data", emptyFolder], binary });
const chromium = await launch({ javaScriptEnabled: false, bypassCSP: style !== null });
try {
  await mkdir(target, { recursive: true });
  const reader = await chromium.newPage({});
  const sites = ["demonstration", "several", "admin", "reporter"];
  desks = Object.fromEntries(await Promise.all(sites.map(async (site) => [site, await chromium.newPage({})])));
  await signIn(desks.demonstration, demonstration.url, demoSignIn(demonstration.output(), "demo-lead"));
  await signIn(desks.several, several.url, several.lead);
  await signIn(desks.reporter, demonstration.url, demoSignIn(demonstration.output(), "demo-reporter"));
  await signIn(desks.admin, demonstration.url, demoSignIn(demonstration.output(), "demo-admin"));
  const only = listed("only");
  for (const shot of shots.filter((one) => (only ? only.includes(one.name) : all || one.readme))) {
    const site = shot.several ? "several" : shot.empty ? "empty" : "demonstration";
    const url = { demonstration, several, empty }[site].url;
    const page = shot.admin ? desks.admin : shot.desk ? desks[site] : reader;
    for (const width of widths) {
      for (const theme of themes) {
        if (theme !== "print" || width === widths.at(-1) || width === 768) await take(page, shot, url, width, theme, style);
      }
    }
  }
} finally {
  await chromium.close();
  await demonstration.stop();
  await several.stop();
  await empty.stop();
  await rm(emptyFolder, { recursive: true });
}
