//! Help, data protection, accessibility: pages of plain text that anybody may read.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Route, get, routes};

use crate::text::Texts;
use crate::web::Page;

pub fn routes() -> Vec<Route> {
    routes![help, privacy, accessibility]
}

/// A heading and its paragraphs.
type Section = (&'static str, Vec<&'static str>);

#[derive(Template, WebTemplate)]
#[template(path = "about.html")]
struct AboutPage {
    page: Page,
    lead: &'static str,
    sections: Vec<Section>,
}

#[get("/help")]
fn help(page: Page) -> AboutPage {
    let t = page.t;
    AboutPage { lead: t.help_lead(), sections: help_sections(t), page: page.titled(t.help()) }
}

fn help_sections(t: Texts) -> Vec<Section> {
    vec![
        (t.help_sign_in(), vec![t.help_sign_in_1(), t.help_sign_in_2(), t.help_sign_in_3()]),
        (t.help_apply(), vec![t.help_apply_1(), t.help_apply_2(), t.help_apply_3(), t.help_apply_4()]),
        (t.help_typing(), vec![t.help_typing_1(), t.help_typing_2()]),
        (t.help_numbers(), vec![t.help_numbers_1()]),
        (t.help_programs(), vec![t.help_programs_1()]),
        (t.help_contact(), vec![t.help_contact_1()]),
    ]
}

#[get("/privacy")]
fn privacy(page: Page) -> AboutPage {
    let t = page.t;
    let sections = vec![
        (t.privacy_what(), vec![t.privacy_what_1(), t.privacy_what_2(), t.privacy_what_3(), t.privacy_what_4()]),
        (t.privacy_why(), vec![t.privacy_why_1(), t.privacy_why_2()]),
        (t.privacy_who(), vec![t.privacy_who_1()]),
        (t.privacy_cookies(), vec![t.privacy_cookies_1()]),
        (t.privacy_keep(), vec![t.privacy_keep_1()]),
        (t.privacy_rights(), vec![t.privacy_rights_1()]),
    ];
    AboutPage { lead: t.privacy_lead(), sections, page: page.titled(t.privacy()) }
}

#[get("/accessibility")]
fn accessibility(page: Page) -> AboutPage {
    let t = page.t;
    let works = vec![
        t.accessibility_works_1(),
        t.accessibility_works_2(),
        t.accessibility_works_3(),
        t.accessibility_works_4(),
    ];
    let sections = vec![
        (t.accessibility_works(), works),
        (t.accessibility_limits(), vec![t.accessibility_limits_1(), t.accessibility_limits_2()]),
        (t.accessibility_report(), vec![t.accessibility_report_1()]),
    ];
    AboutPage { lead: t.accessibility_lead(), sections, page: page.titled(t.accessibility()) }
}
