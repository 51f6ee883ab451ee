//! The loan tape: every figure of a small portfolio by hand, the same bytes by every door and on every later day, and no file for
//! whom it does not concern.
//!
//! The figures of `golden/portfolio.csv`, as of 30 June 2025 (see `scene` for the deeds):
//!
//! - KV-2025-00001 pays. First instalment on 3 June: 30 million and 120 million × 92 days × 6 % ÷ 365 = 1.814.794,52 of interest,
//!   paid that day, which leaves 90 million. Nothing is late: group 1, no provision.
//! - KV-2025-00002 pays nothing: on 30 June the same instalment is 27 days late, group 2 (10 to 29 days). Its 30 million bear
//!   30 million × 27 × 6 % × 1,5 ÷ 365 = 199.726,03; its unpaid interest 1.814.795 × 27 × 10 % ÷ 365 = 13.424,51. Land of 240
//!   million counts for 40 % = 96 million since June: provision 2 % × (120 − 96) million = 480.000.
//! - KV-2025-00003 was repaid after ten days: 120 million × 10 × 6 % ÷ 365 = 197.260,27.
//! - KV-2025-00004 was cancelled before anything was drawn: no due date, no group.
//! - KV-2025-00005 is in term itself and in group 2 by its cooperative's other loan: 2 % × (40 − 40 % of 80) million = 160.000.
//! - KV-2025-00006 is approved, nothing more.
use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::scene::{Scene, afterwards, scene};
use super::{complaint, coopfund, zip};
use crate::world::{PASSWORD, World};

const GOLDEN: &[u8] = include_bytes!("../golden/portfolio.csv");
const FORMATS: [&str; 3] = ["csv", "xlsx", "json"];

/// Contract section 6, in this order.
const COLUMNS: &str = "fund, loan_number, contract_number, cooperative_code, cooperative_name, commune, sector, size_class, approved_on, signed_on, amount_approved,
amount_disbursed, annual_rate_percent, term_months, term_class, final_due, principal_outstanding, principal_overdue, interest_due, overdue_interest, late_interest,
days_past_due, debt_group, restructured, collateral_value, specific_provision, status, principal_repaid, interest_paid";

const DATES: [&str; 4] = ["approved_on", "signed_on", "final_due", "-"];
const NUMBERS: [&str; 18] = [
    "amount_approved",
    "amount_disbursed",
    "annual_rate_percent",
    "term_months",
    "principal_outstanding",
    "principal_overdue",
    "interest_due",
    "overdue_interest",
    "late_interest",
    "days_past_due",
    "debt_group",
    "restructured",
    "collateral_value",
    "specific_provision",
    "principal_repaid",
    "interest_paid",
    "-",
    "-",
];

fn query(as_of: &str, format: &str) -> String {
    format!("portfolio?fund=dienbien-htx&as_of={as_of}&format={format}")
}

/// The same file from the page, the door and the command line.
async fn by_every_door(world: &World, scene: &Scene, as_of: &str, format: &str) -> Vec<u8> {
    let page = scene.team.auditor.get(&format!("/reports/{}", query(as_of, format))).await.is(200);
    let door = scene.team.cashier.api_get(&format!("/api/v1/reports/{}", query(as_of, format))).await.is(200);
    let file = world.folder().join(format!("tape.{format}"));
    let out = file.to_str().expect("a path");
    let arguments = ["report", "portfolio", "--fund", "dienbien-htx", "--as-of", as_of, "--format", format];
    let printed = coopfund(world, &arguments);
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let written = coopfund(world, &[&arguments[..], &["--out", out]].concat());
    assert!(written.status.success() && written.stdout.is_empty());
    let written = std::fs::read(file).expect("the file");
    for (what, bytes) in [("door", &door.body), ("command's output", &printed.stdout), ("command's file", &written)] {
        assert!(*bytes == page.body, "the {what} differs from the page's {format}: {}", String::from_utf8_lossy(bytes));
    }
    let disposition = page.header("content-disposition").expect("a file's name");
    assert!(disposition.contains(&format!("portfolio-dienbien-htx-{as_of}.{format}")), "{disposition}");
    page.body
}

/// The records of a CSV file without its mark: names, then rows.
fn records(file: &[u8]) -> Vec<Vec<String>> {
    let text = file.strip_prefix(b"\xef\xbb\xbf").expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

async fn sign_in(scene: &Scene) {
    for person in [&scene.team.auditor, &scene.team.cashier, &scene.team.appraiser, &scene.team.administrator] {
        person.sign_in(PASSWORD).await.is(303);
    }
}

/// A text as it is in the books, from a cell that was made harmless.
fn as_entered(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(['=', '+', '-', '@']) => text,
        _ => cell,
    }
}

/// A sheet's cell holds what the CSV file says there, as a value of its own type.
fn same_cell(column: &str, cell: &Data, text: &str) -> bool {
    match cell {
        Data::Empty => text.is_empty(),
        Data::String(kept) => !NUMBERS.contains(&column) && !DATES.contains(&column) && kept == text,
        Data::Float(number) => NUMBERS.contains(&column) && text.parse() == Ok(*number),
        // Days since the day a workbook counts from.
        Data::DateTime(date) => {
            let counted = text
                .parse::<NaiveDate>()
                .map(|date| (date - NaiveDate::from_ymd_opt(1899, 12, 30).expect("a date")).num_days());
            DATES.contains(&column) && counted.is_ok_and(|days| date.as_f64() == days as f64)
        }
        _ => false,
    }
}

story! {
    /// The whole file, to the byte; its columns are the contract's; JSON has the same rows.
    async fn the_tape_is_as_worked_out_by_hand(world: &World) {
        let scene = scene(world).await;
        sign_in(&scene).await;
        let csv = by_every_door(world, &scene, "2025-06-30", "csv").await;
        assert_eq!(String::from_utf8_lossy(&csv), String::from_utf8_lossy(GOLDEN));
        let [names, rows @ ..] = &records(&csv)[..] else { panic!("no header") };
        let promised: Vec<String> = COLUMNS.split(',').map(|name| name.trim().to_owned()).collect();
        assert_eq!(*names, promised);

        let json = by_every_door(world, &scene, "2025-06-30", "json").await;
        let listed: Vec<Json> = serde_json::from_slice(&json).expect("an array");
        assert_eq!(listed.len(), rows.len());
        for (object, row) in listed.iter().zip(rows) {
            let keys: Vec<&String> = object.as_object().expect("an object").keys().collect();
            assert_eq!(keys, names.iter().collect::<Vec<_>>());
            for (name, cell) in names.iter().zip(row) {
                let value = &object[name];
                let as_json = match cell.as_str() {
                    "" => Json::Null,
                    rate if name == "annual_rate_percent" => json!(rate),
                    number if NUMBERS.contains(&name.as_str()) => json!(number.parse::<i64>().expect("a whole number")),
                    text => json!(as_entered(text)),
                };
                assert_eq!(*value, as_json, "{name}");
            }
        }
    }

    /// A sheet with typed cells, its header frozen, totals as formulas that a reader without a calculator sees too.
    async fn the_sheet_is_typed_frozen_and_summed(world: &World) {
        let scene = scene(world).await;
        sign_in(&scene).await;
        let file = by_every_door(world, &scene, "2025-06-30", "xlsx").await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&file[..])).expect("a workbook");
        assert_eq!(book.sheet_names(), ["portfolio"]);
        let cells = book.worksheet_range("portfolio").expect("the sheet");
        let formulas = book.worksheet_formula("portfolio").expect("its formulas");
        let records = records(GOLDEN);
        let [names, rows @ ..] = &records[..] else { panic!("no header") };
        let header: Vec<String> = cells.rows().next().expect("a header").iter().map(ToString::to_string).collect();
        assert_eq!(header, *names);
        assert_eq!(cells.height(), rows.len() + 2, "header, rows and totals");
        for (line, row) in (1..).zip(rows) {
            for ((place, text), name) in (0..).zip(row).zip(names) {
                let cell = cells.get((line as usize, place as usize)).unwrap_or(&Data::Empty);
                assert!(same_cell(name, cell, text), "{name} in line {line}: {cell:?} instead of {text}");
            }
        }
        let summed = ["amount_approved", "amount_disbursed", "principal_outstanding", "principal_overdue", "interest_due", "overdue_interest",
            "late_interest", "collateral_value", "specific_provision", "principal_repaid", "interest_paid"];
        for (place, name) in (0_u32..).zip(names) {
            let foot = u32::try_from(rows.len() + 1).expect("small");
            let formula = formulas.get_value((foot, place)).cloned().unwrap_or_default();
            if !summed.contains(&name.as_str()) {
                assert_eq!(formula, "", "{name} is no amount");
                continue;
            }
            let letter = column_letters(place);
            assert_eq!(formula, format!("SUM({letter}2:{letter}{foot})"), "{name}");
            let sum: i64 = rows.iter().map(|row| row[place as usize].parse::<i64>().expect("dong")).sum();
            assert_eq!(cells.get_value((foot, place)), Some(&Data::Float(sum as f64)), "{name}");
        }
        let sheet = zip::part(&file, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"), "{}", &sheet[..600]);
        assert_eq!(sheet.matches("<f>").count(), summed.len(), "no text became a formula");
    }

    /// Much happens afterwards; asked again for the same day, every format is the same to the byte. A day on which it was otherwise says so.
    async fn a_past_day_stays_the_same_to_the_byte(world: &World) {
        let scene = scene(world).await;
        sign_in(&scene).await;
        let mut first = Vec::new();
        for format in FORMATS {
            first.push(by_every_door(world, &scene, "2025-06-30", format).await);
        }
        let spring = by_every_door(world, &scene, "2025-05-31", "csv").await;
        let spring = records(&spring);
        assert_eq!(spring.len(), 1 + 5, "the sixth was approved in June");
        // Before it fell due nothing is late; the land still counted for 70 %.
        assert_eq!((spring[2][21].as_str(), spring[2][22].as_str(), spring[2][25].as_str()), ("0", "1", "0"));

        afterwards(world, &scene).await;
        sign_in(&scene).await;
        for (format, before) in FORMATS.iter().zip(&first) {
            let again = by_every_door(world, &scene, "2025-06-30", format).await;
            assert!(again == *before, "{format} of 30 June changed: {}", String::from_utf8_lossy(&again));
        }
        let now = records(&by_every_door(world, &scene, "2025-09-03", "csv").await);
        assert_eq!(now[1][4..8], ["HTX Nông sản sạch Điện Biên", "Nà Tấu", "trade_services", "small"]);
        // In one file its second name never stood: both changes were on 4 August.
        let between = records(&by_every_door(world, &scene, "2025-08-03", "csv").await);
        assert_eq!((between[1][4].as_str(), between[1][5].as_str()), ("HTX Rau quả Thanh Đông, bản Mường Thanh", "Mường Thanh"));
        // It was paid off.
        assert_eq!((now[1][26].as_str(), now[6][26].as_str(), now[6][2].as_str()), ("settled", "active", "06/2025/HĐTD"));
    }

    /// Staff of the fund and its auditor; for staff of another fund there is none, an applicant is not let in.
    async fn whom_it_does_not_concern_gets_no_file(world: &World) {
        let scene = scene(world).await;
        let other = world.team("sonla", 1_000_000_000).await;
        let team = &scene.team;
        for person in [&team.appraiser, &team.approver, &team.cashier, &team.auditor, &team.administrator] {
            person.sign_in(PASSWORD).await.is(303);
            person.get(&format!("/reports/{}", query("2025-06-30", "csv"))).await.is(200);
            person.api_get(&format!("/api/v1/reports/{}", query("2025-06-30", "csv"))).await.is(200);
        }
        for person in [&other.appraiser, &other.auditor, &other.cashier] {
            person.sign_in(PASSWORD).await.is(303);
            for format in FORMATS {
                person.get(&format!("/reports/{}", query("2025-06-30", format))).await.is(404).is_silent_about("KV-2025");
                person.api_get(&format!("/api/v1/reports/{}", query("2025-06-30", format))).await.refuses(404, "not_found");
            }
            let chosen = person.get("/reports?report=portfolio&fund=dienbien-htx&as_of=2025-06-30").await.is(200);
            chosen.says("Hãy chọn một trong các mục.").is_silent_about("KV-2025");
            person.get("/reports?report=portfolio&fund=sonla-htx&as_of=2025-06-30").await.is(200).says("Không có dòng nào");
        }
        for applicant in [&scene.applicant, &other.applicant] {
            applicant.sign_in(PASSWORD).await.is(303);
            applicant.get(&format!("/reports/{}", query("2025-06-30", "csv"))).await.is(403);
            applicant.get("/reports").await.is(403);
            applicant.api_get(&format!("/api/v1/reports/{}", query("2025-06-30", "csv"))).await.refuses(403, "forbidden");
        }
        world.stranger().get(&format!("/reports/{}", query("2025-06-30", "csv"))).await.is(303);
    }

    /// A name, format, day or fund that is none: each is said in a sentence.
    async fn what_cannot_be_made_is_said(world: &World) {
        let scene = scene(world).await;
        let auditor = &scene.team.auditor;
        auditor.sign_in(PASSWORD).await.is(303);
        let door = "/api/v1/reports/";
        for (asked, status, code) in [
            ("nothing?fund=dienbien-htx&as_of=2025-06-30&format=csv", 404, "not_found"),
            ("portfolio?fund=nowhere&as_of=2025-06-30&format=csv", 404, "not_found"),
            ("portfolio?fund=%E2%80%AE&as_of=2025-06-30&format=csv", 422, "invalid"),
            ("portfolio?fund=&as_of=2025-06-30&format=csv", 404, "not_found"),
            ("portfolio?fund=dienbien-htx&as_of=2025-06-30&format=doc", 422, "invalid"),
            ("portfolio?fund=dienbien-htx&as_of=2025-06-30&format=CSV", 422, "invalid"),
            ("portfolio?fund=dienbien-htx&as_of=2025-02-30&format=csv", 422, "invalid"),
            ("portfolio?fund=dienbien-htx&as_of=30/06/2025&format=csv", 422, "invalid"),
            ("portfolio?fund=dienbien-htx&as_of=&format=csv", 422, "invalid"),
            ("portfolio?fund=dienbien-htx&as_of=%F0%9F%98%80&format=csv", 422, "invalid"),
            ("portfolio?fund=dienbien-htx&as_of=2025-07-02&format=csv", 422, "invalid"),
            ("portfolio?fund=dienbien-htx&as_of=0001-01-01&format=csv", 422, "invalid"),
            ("portfolio?fund=dienbien-htx&as_of=99999-01-01&format=csv", 422, "invalid"),
        ] {
            auditor.api_get(&format!("{door}{asked}")).await.refuses(status, code);
            crate::bad_input::refused(asked, auditor.get(&format!("/reports/{asked}")).await.is(status));
        }
        auditor.api_get(&format!("{door}portfolio?as_of=2025-06-30")).await.refuses(422, "invalid");
        auditor.get("/reports/portfolio?fund=dienbien-htx").await.is(422);
        // Nothing said: today, and JSON for a program.
        let today = auditor.api_get(&format!("{door}portfolio?fund=dienbien-htx")).await.is(200);
        assert_eq!((today.header("content-type"), today.json()[1]["days_past_due"].as_i64()), (Some("application/json"), Some(28)));
        for (asked, sentence) in [
            ("report=nothing&fund=dienbien-htx&as_of=2025-06-30", "Hãy chọn một trong các mục."),
            ("report=portfolio&fund=%E2%80%AE&as_of=2025-06-30", "Hãy chọn một trong các mục."),
            ("report=portfolio&fund=dienbien-htx&as_of=2025-06-31", "Không có ngày này."),
            ("report=portfolio&fund=dienbien-htx&as_of=2025-07-02", "Ngày phải từ"),
        ] {
            auditor.get(&format!("/reports?{asked}")).await.is(200).says(sentence).is_silent_about("KV-2025");
        }
        for (arguments, status, sentence) in [
            (["nothing", "dienbien-htx", "2025-06-30", "csv"], 2, "there is no report \"nothing\"; there are: portfolio"),
            (["portfolio", "dienbien-htx", "2025-02-30", "csv"], 2, "--as-of \"2025-02-30\" is not a date; write YYYY-MM-DD"),
            (["portfolio", "dienbien-htx", "2025-06-30", "doc"], 2, "--format \"doc\" is not known; there are: csv, xlsx, json"),
            (["portfolio", "nowhere", "2025-06-30", "csv"], 2, "--fund \"nowhere\": there is no such fund"),
            (["portfolio", "dienbien-htx", "2199-12-31", "csv"], 2, "--as-of 2199-12-31 is in the future; today is"),
        ] {
            let [name, fund, as_of, format] = arguments;
            let out = world.folder().join("refused.csv");
            let file = out.to_str().expect("a path");
            let output = coopfund(world, &["report", name, "--fund", fund, "--as-of", as_of, "--format", format, "--out", file]);
            assert_eq!(output.status.code(), Some(status), "{arguments:?}");
            assert!(complaint(&output).contains(sentence), "{}", complaint(&output));
            assert!(!out.exists() && output.stdout.is_empty(), "nothing half-done: {arguments:?}");
        }
        for command in [&["verify"][..], &["end-of-day"], &["user", "list"], &["token", "a@b.example"]] {
            let empty = world.folder().join("empty");
            std::fs::create_dir_all(&empty).expect("a folder");
            let output = Command::new(env!("CARGO_BIN_EXE_coopfund"))
                .args(command)
                .current_dir(&empty)
                .env("COOPFUND_DATABASE_URL", "sqlite:var/coopfund.db")
                .output()
                .expect("the program starts");
            assert_eq!((output.status.code(), empty.join("var").exists()), (Some(2), false), "{command:?} makes no database");
            assert!(complaint(&output).contains("coopfund never ran on var/coopfund.db"), "{}", complaint(&output));
        }
        let output = coopfund(world, &["report", "portfolio", "--fund", "dienbien-htx", "--as-of", "2025-06-30", "--format", "csv", "--out", "/nowhere/at/all.csv"]);
        assert_eq!((output.status.code(), complaint(&output).contains("/nowhere/at/all.csv cannot be written")), (Some(1), true));
    }

    /// Before the first loan the files are whole and empty; the page shows what the file has, and its totals.
    async fn the_page_shows_what_the_file_has(world: &World) {
        let scene = scene(world).await;
        sign_in(&scene).await;
        let empty = by_every_door(world, &scene, "2025-03-02", "csv").await;
        assert_eq!(records(&empty).len(), 1);
        assert_eq!(by_every_door(world, &scene, "2025-03-02", "json").await, b"[]\n");
        let sheet = by_every_door(world, &scene, "2025-03-02", "xlsx").await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&sheet[..])).expect("a workbook");
        assert_eq!(book.worksheet_range("portfolio").expect("the sheet").height(), 1);

        let page = scene.team.auditor.get("/reports?report=portfolio&fund=dienbien-htx&as_of=2025-06-30").await.is(200);
        let page = page.says("6 dòng").says("Danh mục khoản vay – dienbien-htx – 30/06/2025");
        let page = page.says("KV-2025-00002 02/2025/HĐTD 5600000022 HTX Dệt thổ cẩm \"Na Sang II\" Núa Ngam");
        let page = page.says("03/03/2026 120.000.000 30.000.000 1.814.795 199.726 13.425 27 2 0 240.000.000 480.000 Đang vay 0 0");
        // Approved 640 million, disbursed 400, outstanding 90 + 120 + 40, land twice what was approved, repaid 30 + 120.
        let page = page.says("Cộng 640.000.000 400.000.000 250.000.000 30.000.000 1.814.795 199.726 13.425 1.280.000.000 640.000 150.000.000 2.012.055");
        for format in FORMATS {
            let href = format!("/reports/portfolio?fund=dienbien-htx&#38;as_of=2025-06-30&#38;format={format}");
            assert!(page.text().contains(&href), "{format}");
        }
    }
}

/// `A`, `B` … `AC` for a column's place.
fn column_letters(place: u32) -> String {
    let letter = |place: u32| char::from(b'A' + u8::try_from(place).expect("a letter"));
    if place < 26 { letter(place).to_string() } else { format!("{}{}", letter(place / 26 - 1), letter(place % 26)) }
}
