//! The register of the example: 353 cooperatives as published, the named ones among them, and two neighbours in Sơn La.
use chrono::{DateTime, NaiveDate, Utc};

use super::names::{COMMUNES, TRADES, code, person};
use super::{PROVINCE, date};
use crate::actions::Error;
use crate::domain::cooperative::{CooperativeKind, SizeClass, Standing};
use crate::store::cooperatives::{self, Cooperative};
use crate::store::{Tx, new_id};

/// Published for 30 June 2025: 353 cooperatives, 266 at work, 87 that have stopped, 13 of them dissolved; 98 % micro.
const COOPERATIVES: usize = 353;
const ACTIVE: usize = 266;
const DISSOLVED: usize = 13;
const NOT_MICRO: usize = 7;

/// Fills the register; the ids of the cooperatives at work, the named one first.
pub async fn fill(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<String>, Error> {
    let mut active = Vec::new();
    let mut records = named();
    let (mut working, mut dissolved) = tally(&records);
    for n in records.len()..COOPERATIVES {
        let standing = if working < ACTIVE {
            working += 1;
            Standing::Active
        } else if dissolved < DISSOLVED {
            dissolved += 1;
            Standing::Dissolved
        } else {
            Standing::Ceased
        };
        records.push(made_up(n, standing));
    }
    records.extend(neighbours());
    for record in &records {
        cooperatives::insert(tx, record, now).await?;
        if record.status == Standing::Active && record.province == PROVINCE {
            active.push(record.id.clone());
        }
    }
    Ok(active)
}

/// As many made-up cooperatives, all at work; their ids.
pub async fn fill_with(tx: &mut Tx, count: usize, now: DateTime<Utc>) -> Result<Vec<String>, Error> {
    let mut active = Vec::with_capacity(count);
    for n in 0..count {
        let record = made_up(n, Standing::Active);
        cooperatives::insert(tx, &record, now).await?;
        active.push(record.id);
    }
    Ok(active)
}

fn tally(records: &[Cooperative]) -> (usize, usize) {
    let count = |standing| records.iter().filter(|record| record.status == standing).count();
    (count(Standing::Active), count(Standing::Dissolved))
}

fn made_up(n: usize, status: Standing) -> Cooperative {
    let commune = COMMUNES[(n * 11) % COMMUNES.len()];
    let (trade, sector) = TRADES[(n * 5 + n / 14) % TRADES.len()];
    let place = commune.split_once(' ').map_or(commune, |(_, name)| name);
    let founded = date(
        2012 + i32::try_from(n % 12).unwrap_or(0),
        1 + u32::try_from(n % 12).unwrap_or(0),
        5 + u32::try_from(n % 20).unwrap_or(0),
    );
    let not_micro = n % (COOPERATIVES / NOT_MICRO) == 13;
    let stopped = (status != Standing::Active).then(|| date(2024, 1 + u32::try_from(n % 12).unwrap_or(0), 15));
    Cooperative {
        kind: if n % 60 == 7 { CooperativeKind::CooperativeUnion } else { CooperativeKind::Cooperative },
        founded: Some(founded),
        members: Some(if not_micro {
            60 + i64::try_from(n % 40).unwrap_or(0)
        } else {
            7 + i64::try_from(n % 30).unwrap_or(0)
        }),
        size_class: Some(if not_micro { SizeClass::Small } else { SizeClass::Micro }),
        status,
        status_since: stopped,
        ..record(n, &format!("HTX {trade} {place} {}", 1 + n / 14), commune, sector)
    }
}

fn record(n: usize, name: &str, commune: &str, sector: &str) -> Cooperative {
    let serial = u32::try_from(n).unwrap_or(0);
    Cooperative {
        id: new_id(),
        code: code(serial),
        code_suspect: false,
        old_registration: None,
        kind: CooperativeKind::Cooperative,
        name: name.to_owned(),
        address: None,
        commune: commune.to_owned(),
        province: PROVINCE.to_owned(),
        sector: sector.to_owned(),
        founded: None,
        members: None,
        size_class: Some(SizeClass::Micro),
        representative: Some(person(n)),
        email: Some(format!("htx{n:03}@htx.example")),
        phone: None,
        status: Standing::Active,
        status_since: None,
        note: None,
        version: 1,
    }
}

/// The cooperatives the sources name.
fn named() -> Vec<Cooperative> {
    let year = |year: i32| -> Option<NaiveDate> { Some(date(year, 1, 1)) };
    vec![
        Cooperative {
            members: Some(24),
            note: Some("Có tên trong nguồn công bố; số liệu vay là ví dụ.".into()),
            ..record(0, "HTX Dệt thổ cẩm Na Sang II", "Xã Núa Ngam", "crafts")
        },
        Cooperative {
            founded: year(2015),
            status: Standing::Ceased,
            status_since: year(2021),
            note: Some("Ngừng sau sáu năm: thiếu vốn, thị trường không ổn định, không có người kế nghiệp.".into()),
            ..record(1, "HTX Rau quả Thanh Đông", "Phường Mường Thanh", "crops")
        },
        Cooperative {
            founded: year(2022),
            status: Standing::Dissolved,
            status_since: year(2025),
            note: Some("Giải thể: không có hợp đồng dài hạn, không có bảo quản, gắn kết yếu.".into()),
            ..record(2, "HTX Dịch vụ nông nghiệp tổng hợp Mường Luân", "Xã Mường Luân", "trade_services")
        },
    ]
}

/// Two neighbours outside the province: a provincial fund may not lend to them (Decree 45/2021 Art 20(2)).
fn neighbours() -> Vec<Cooperative> {
    let son_la = |n: usize, name: &str, founded: i32, members: i64, note: &str| Cooperative {
        province: "Sơn La".into(),
        founded: Some(date(founded, 1, 1)),
        members: Some(members),
        note: Some(note.into()),
        ..record(n, name, "Phường Chiềng An", "crops")
    };
    vec![
        son_la(
            COOPERATIVES,
            "HTX Chiềng Xét",
            2019,
            12,
            "40 ha cà phê; 10 tấn năm 2023, 40 tấn vụ 2024–2025; OCOP 3 sao năm 2023.",
        ),
        son_la(
            COOPERATIVES + 1,
            "HTX An Phú",
            2019,
            18,
            "26 hộ liên kết, 40 ha cây ăn quả, khoảng 500 tấn mỗi năm, VietGAP.",
        ),
    ]
}
