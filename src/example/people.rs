//! Who may sign in to the example.
use chrono::{DateTime, Utc};

use super::PASSWORD;
use crate::access::{Duty, Grant, Position, User};
use crate::actions::{Error, Refusal, people};
use crate::store::{Tx, users};
use crate::text::Lang;

/// An account of the example, to be printed.
#[derive(Debug, Clone)]
pub struct Account {
    pub email: &'static str,
    pub who: &'static str,
    /// The user, to act in the example's history.
    pub user: User,
}

/// The staff of the example: address, name, what they do.
pub const STAFF: [(&str, &str, &[Duty], &str); 7] = [
    ("quantri@quy.example", "Nguyễn Thị Hạnh", &[Duty::Administrator], "quản trị viên / administrator"),
    ("thamdinh@quy.example", "Lò Văn Tiến", &[Duty::Appraiser], "cán bộ thẩm định / appraiser"),
    ("thamdinh2@quy.example", "Quàng Thị Thoa", &[Duty::Appraiser], "cán bộ thẩm định / appraiser"),
    ("duyet@quy.example", "Cà Văn Chinh", &[Duty::Approver], "người phê duyệt / approver"),
    ("duyet2@quy.example", "Trần Minh Phương", &[Duty::Approver], "người phê duyệt / approver"),
    ("thuquy@quy.example", "Lường Thị Lan", &[Duty::Cashier], "thủ quỹ / cashier"),
    ("kiemtoan@quy.example", "Giàng A Dế", &[Duty::Auditor], "kiểm toán / auditor"),
];

/// Those who act for a cooperative: address, name, which of the cooperatives at work.
pub const APPLICANTS: [(&str, &str, usize, &str); 3] = [
    ("nasang@htx.example", "Lò Thị Viên", 0, "HTX Dệt thổ cẩm Na Sang II"),
    ("htx004@htx.example", "Tòng Văn Sinh", 1, "một HTX đang vay / a cooperative with a loan"),
    ("htx018@htx.example", "Sùng A Páo", 17, "một HTX cần bổ sung hồ sơ / one asked for papers"),
];

/// Makes the accounts; everybody has the example's password.
pub async fn fill(
    tx: &mut Tx,
    active: &[String],
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Account>, Error> {
    let mut accounts = Vec::new();
    for (email, name, duties, who) in STAFF {
        let grants = duties.iter().map(|duty| Grant::staff(*duty, None)).collect();
        accounts.push(account(tx, email, name, who, grants, password_hash, now).await?);
    }
    for (email, name, place, who) in APPLICANTS {
        let cooperative = active.get(place).cloned().ok_or(Refusal::NotFound)?;
        let grants = vec![Grant::of_cooperative(cooperative, Position::Chair)];
        accounts.push(account(tx, email, name, who, grants, password_hash, now).await?);
    }
    Ok(accounts)
}

async fn account(
    tx: &mut Tx,
    email: &'static str,
    name: &str,
    who: &'static str,
    grants: Vec<Grant>,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<Account, Error> {
    let mut person = people::new_person(email, name, Lang::Vi)?;
    person.password_hash = Some(password_hash.to_owned());
    users::insert(tx, &person, now).await?;
    for grant in &grants {
        users::grant(tx, &person.id, grant, "system", now).await?;
    }
    let user = User { id: person.id, email: person.email, name: person.name, lang: Lang::Vi, grants, address: None };
    Ok(Account { email, who, user })
}

/// The lines that tell who may sign in.
pub fn printed(accounts: &[Account]) -> String {
    let lines = accounts.iter().map(|account| format!("  {:<24} {}\n", account.email, account.who));
    format!("Example accounts, all with the password {PASSWORD}\n{}", lines.collect::<String>())
}
