// Takes the screenshots: those of the README into docs/screenshots, and with --all every page at three widths in both
// themes and in print into target/screenshots, to be looked at one by one.
//
// Starts the demonstration on a free port, and an empty site beside it; both are stopped by their process ids.

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { launch } from "./lib/browser.js";
import { startServer } from "./lib/server.js";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const binary = process.env.CORRIDOR_BINARY ?? path.join(root, "target/debug/corridor");
const all = process.argv.includes("--all");
const target = path.join(root, all ? "target/screenshots" : "docs/screenshots");
const widths = [320, 768, 1280];

/** The sign-in of a role, as the demonstration prints it. */
function signInOf(output, role) {
  const line = output.split("\n").find((text) => text.includes(`demo-${role}`));
  const [account, , password] = line.trim().split(/\s+/);
  return { account, password };
}

async function signIn(page, url, output) {
  const { account, password } = signInOf(output, "lead");
  await page.goto(`${url}/staff/sign-in`);
  await page.fill("[name=account]", account);
  await page.fill("[name=password]", password);
  await page.click("main button");
}

async function emptySite() {
  const folder = await mkdtemp(path.join(tmpdir(), "corridor-screens-"));
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) if (name.startsWith("CORRIDOR_")) delete environment[name];
  const options = { env: environment };
  const place = ["--data", folder];
  await run(binary, ["corridors", "add", "north-road", "--name", "North road", "--time-zone", "Europe/Kyiv", ...place], options);
  const server = await startServer({ args: ["serve", ...place] });
  return { url: server.url, stop: async () => { await server.stop(); await rm(folder, { recursive: true }); } };
}

const day = "/staff/c/lachin/days/2023-05-09";

/** Types a day with one mistake and sends it: the refused form. */
async function refuse(page, url) {
  await page.goto(`${url}${day}`);
  await page.fill("[name='r0.source']", "Artsakh Ministry of Health");
  await page.fill("[name='r0.published_on']", "2023-05-09");
  await page.fill("[name='r0.c1.amount']", "0");
  await page.fill("[name='r0.c3.amount']", "more then 30");
  await page.fill("[name=public_note]", "The bulletin came late.");
  await page.click("button[value=publish]:visible");
}

const goTo = (address) => (page, url) => page.goto(`${url}${address}`);
const shots = [
  { name: "status", open: goTo("/c/lachin"), readme: true },
  { name: "day", open: goTo("/c/lachin/days/2023-05-10"), readme: true },
  { name: "day-disputed", open: goTo("/c/lachin/days/2023-02-02") },
  { name: "day-silent", open: goTo("/c/lachin/days/2023-05-09") },
  { name: "day-many", open: goTo("/c/lachin/days/2023-01-23") },
  { name: "about", open: goTo("/about") },
  { name: "not-found", open: goTo("/c/nowhere") },
  { name: "sign-in", open: goTo("/staff/sign-in") },
  { name: "desk", open: goTo("/staff"), desk: true, readme: true },
  { name: "form", open: goTo(day), desk: true },
  { name: "form-change", open: goTo("/staff/c/lachin/days/2023-05-10"), desk: true },
  { name: "form-refused", open: refuse, desk: true, readme: true },
  { name: "empty", open: goTo("/c/north-road"), empty: true },
];

async function take(page, shot, url, width, theme) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: theme === "dark" ? "dark" : "light", media: theme === "print" ? "print" : "screen" });
  await shot.open(page, url);
  const file = path.join(target, `${shot.name}-${width}-${theme}.png`);
  await page.screenshot({ path: file, fullPage: true });
  console.log(path.relative(root, file));
}

const demonstration = await startServer({ args: ["demo"] });
const empty = await emptySite();
const chromium = await launch({ javaScriptEnabled: false });
try {
  await mkdir(target, { recursive: true });
  const reader = await chromium.newPage({});
  const desk = await chromium.newPage({});
  await signIn(desk, demonstration.url, demonstration.output());
  const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice(7).split(",");
  for (const shot of shots.filter((one) => (only ? only.includes(one.name) : all || one.readme))) {
    const page = shot.desk ? desk : reader;
    const url = shot.empty ? empty.url : demonstration.url;
    const themes = all ? ["light", "dark"] : ["light"];
    for (const width of all ? widths : [320, 1280]) for (const theme of themes) await take(page, shot, url, width, theme);
    if (all) await take(page, shot, url, 768, "print");
  }
} finally {
  await chromium.close();
  await demonstration.stop();
  await empty.stop();
}
