//! Where a fund's capital comes from, what is entrusted to it, and the early warnings of the law.
use crate::domain::capital::CapitalSource;
use crate::domain::early_warning::{EarlyWarning, Trigger};
use crate::text::{Texts, format};

texts! {
    capital_sources: "Vốn điều lệ theo nguồn và năm" | "Charter capital by source and year";
    capital_source: "Nguồn vốn" | "Source";
    capital_source_hint: "Chọn khi nộp hoặc rút vốn điều lệ." | "For charter capital paid in or taken out.";
    capital_year: "Năm" | "Year";
    capital_year_hint: "Năm ngân sách hoặc năm tài chính; để trống là năm của ngày hiệu lực." | "Budget or financial year; empty means the year of the value date.";
    capital_total: "Cộng" | "Total";
    capital_results: "Kết quả luỹ kế theo năm" | "Accumulated result by year";
    capital_result_recorded: "Lãi, lỗ đã ghi" | "Profit and loss recorded";
    capital_result_risk: "Xử lý rủi ro, thu hồi" | "Written off and recovered";
    source_central: "Ngân sách trung ương" | "Central budget";
    source_provincial: "Ngân sách tỉnh" | "Provincial budget";
    source_members: "Thành viên góp" | "Members' contributions";
    source_aid: "Viện trợ, tài trợ, hiến tặng" | "Aid and donations";
    source_profit: "Bổ sung từ lợi nhuận, quỹ đầu tư phát triển" | "Out of profit or the development fund";
    source_other: "Nguồn khác" | "Other";
    source_unsaid: "Chưa ghi nguồn" | "Source not recorded";
    source_only_charter: "Chỉ vốn điều lệ nộp vào hoặc rút ra mới có nguồn." | "Only charter capital paid in or taken out has a source.";
    source_lacks(source, has): "Nguồn «{source}» chỉ còn {has}." | "Of the source “{source}” there is only {has}.";
    document_date: "Ngày của chứng từ" | "Date of the document";
    document_dated(document, date): "{document}, ngày {date}" | "{document} of {date}";
    entrusted: "Vốn nhận uỷ thác" | "Entrusted money";
    entrusted_note: "Tiền của bên uỷ thác: không thuộc vốn điều lệ thực có, không tính vào giới hạn 15 % và 25 %, không vào số còn cho vay được." | "It belongs to the entruster: it is in neither the actual charter capital nor the limits of 15 % and 25 %, nor in what is available.";
    entrusted_none: "Quỹ không giữ vốn uỷ thác nào vào ngày này." | "The fund held no entrusted money on this day.";
    entrusted_by: "Bên uỷ thác" | "Entruster";
    entrusted_record: "Ghi vốn uỷ thác" | "Record entrusted money";
    entrusted_received: "Nhận" | "Received";
    entrusted_returned: "Trả lại" | "Given back";
    entrusted_recorded(balance): "Đã ghi. Vốn uỷ thác đang giữ: {balance}." | "Recorded. Entrusted money held: {balance}.";
    warning_little_lent(observed, limit): "Dư nợ tự cho vay {observed} thấp hơn {limit} (tỷ lệ tối thiểu trên vốn chủ sở hữu); chỉ tính cho năm quỹ bị xếp loại C, xếp loại này hệ thống không giữ." | "Own lending of {observed} is below {limit}, the share of equity; it counts in years rated C, a rating the system does not keep.";
    warning_bad_debt(observed, limit): "Nợ xấu {observed} vượt {limit} (tỷ lệ tối đa trên vốn điều lệ thực có). Số của các năm trước: xem báo cáo phân loại nợ tại ngày 31/12." | "Bad debt of {observed} is above {limit}, the share of actual charter capital. For the years before see the classification report of 31 December.";
    warning_deficit(observed, limit): "Lỗ luỹ kế {observed} đạt mức {limit} trên vốn điều lệ thực có." | "The accumulated deficit of {observed} reaches {limit}, the share of actual charter capital.";
    warning_minimum(observed, limit): "Vốn điều lệ {observed} thấp hơn mức pháp luật quy định {limit}; quỹ vẫn cho vay." | "Charter capital of {observed} is below the {limit} the law foresees; lending goes on.";
    warning_years(years, of_law): "Đã như vậy vào cuối {years} năm liền trước; luật tính khi kéo dài {of_law} năm liên tục." | "It was so at the end of {years} years in a row before; the law counts {of_law} years running.";
}

impl Texts {
    /// A source of charter capital; `None` for what was recorded without one.
    pub fn capital_source_name(self, source: Option<CapitalSource>) -> &'static str {
        match source {
            Some(CapitalSource::CentralBudget) => self.source_central(),
            Some(CapitalSource::ProvincialBudget) => self.source_provincial(),
            Some(CapitalSource::Members) => self.source_members(),
            Some(CapitalSource::Aid) => self.source_aid(),
            Some(CapitalSource::Profit) => self.source_profit(),
            Some(CapitalSource::Other) => self.source_other(),
            None => self.source_unsaid(),
        }
    }

    /// An early warning with its rule.
    pub fn early_warning(self, warning: &EarlyWarning) -> String {
        let (observed, limit) = (format::dong(warning.observed), format::dong(warning.limit));
        let mut said = match warning.trigger {
            Trigger::LittleLent => self.warning_little_lent(observed, limit),
            Trigger::BadDebt => self.warning_bad_debt(observed, limit),
            Trigger::Deficit => self.warning_deficit(observed, limit),
            Trigger::BelowMinimum => self.warning_minimum(observed, limit),
        };
        if let Some(years) = warning.years.filter(|years| *years > 0) {
            said.push(' ');
            said.push_str(&self.warning_years(years, warning.years_of_law));
        }
        format!("{said} ({})", warning.rule)
    }
}
