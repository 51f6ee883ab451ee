//! The words the example's register is made of. No person or cooperative here is real but those named by the sources.

/// Communes and wards of Điện Biên after the mergers of 2025.
pub const COMMUNES: [&str; 45] = [
    "Phường Điện Biên Phủ",
    "Phường Mường Thanh",
    "Phường Mường Lay",
    "Xã Mường Phăng",
    "Xã Nà Tấu",
    "Xã Thanh Nưa",
    "Xã Thanh An",
    "Xã Thanh Yên",
    "Xã Sam Mứn",
    "Xã Núa Ngam",
    "Xã Mường Nhà",
    "Xã Tuần Giáo",
    "Xã Quài Tở",
    "Xã Mường Mùn",
    "Xã Pú Nhung",
    "Xã Chiềng Sinh",
    "Xã Tủa Chùa",
    "Xã Sín Chải",
    "Xã Sính Phình",
    "Xã Tủa Thàng",
    "Xã Sáng Nhè",
    "Xã Na Sang",
    "Xã Mường Tùng",
    "Xã Pa Ham",
    "Xã Nậm Nèn",
    "Xã Mường Pồn",
    "Xã Na Son",
    "Xã Xa Dung",
    "Xã Pu Nhi",
    "Xã Mường Luân",
    "Xã Tìa Dình",
    "Xã Phình Giàng",
    "Xã Mường Chà",
    "Xã Nà Hỳ",
    "Xã Nà Bủng",
    "Xã Chà Tở",
    "Xã Si Pa Phìn",
    "Xã Mường Nhé",
    "Xã Sín Thầu",
    "Xã Mường Toong",
    "Xã Nậm Kè",
    "Xã Quảng Lâm",
    "Xã Mường Ảng",
    "Xã Búng Lao",
    "Xã Mường Lạn",
];

/// What cooperatives do, with their sector in the register.
pub const TRADES: [(&str, &str); 14] = [
    ("Nông nghiệp tổng hợp", "crops"),
    ("Lúa gạo chất lượng cao", "crops"),
    ("Rau an toàn", "crops"),
    ("Cây ăn quả", "crops"),
    ("Cà phê", "crops"),
    ("Mắc ca", "forestry"),
    ("Dược liệu", "forestry"),
    ("Chăn nuôi đại gia súc", "livestock"),
    ("Chăn nuôi lợn bản địa", "livestock"),
    ("Nuôi ong", "livestock"),
    ("Thuỷ sản hồ chứa", "fishery"),
    ("Dệt thổ cẩm", "crafts"),
    ("Dịch vụ thuỷ lợi", "trade_services"),
    ("Thương mại dịch vụ", "trade_services"),
];

const FAMILY_NAMES: [&str; 12] =
    ["Lò", "Quàng", "Cà", "Tòng", "Lường", "Giàng", "Vàng", "Sùng", "Mùa", "Hờ", "Nguyễn", "Trần"];
const MIDDLE_NAMES: [&str; 4] = ["Văn", "Thị", "A", "Minh"];
const GIVEN_NAMES: [&str; 16] = [
    "Pánh", "Hoan", "Thoa", "Dương", "Sinh", "Lả", "Chinh", "Phương", "Tiến", "Hương", "Páo", "Dế", "Ngoan", "Thuỷ",
    "Bình", "Lan",
];

/// A made-up person for the n-th record.
pub fn person(n: usize) -> String {
    let family = FAMILY_NAMES[n % FAMILY_NAMES.len()];
    let middle = MIDDLE_NAMES[(n / 3) % MIDDLE_NAMES.len()];
    let given = GIVEN_NAMES[(n * 7 + n / 12) % GIVEN_NAMES.len()];
    format!("{family} {middle} {given}")
}

/// A code of the right form for the n-th record: the province's prefix, a running number, the check digit. Numbers whose check
/// digit would be 10 are never issued, so they are passed over.
pub fn code(n: u32) -> String {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    (n * 3..)
        .find_map(|serial| {
            let body = format!("5600{:05}", 40_000 + serial);
            let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
            let check = 10 - sum % 11;
            (check < 10).then(|| format!("{body}{check}"))
        })
        .unwrap_or_default()
}
