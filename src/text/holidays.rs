//! The calendar of days off.
use chrono::Weekday;

use crate::text::Texts;

texts! {
    admin_holidays: "Lịch nghỉ" | "Holidays";
    holidays_intro: "Ngày nghỉ và ngày làm bù dùng để tính hạn theo ngày làm việc và dời ngày đến hạn của hợp đồng có thoả thuận. Ngày có sẵn kèm nguồn và không sửa được; ngày nào chưa có thì thêm ở đây." | "Days off and make-up days count for deadlines in working days and move due dates where the contract says so. The days that come with the program name their source and cannot be changed; what is missing is added here.";
    holidays_years: "Các năm" | "Years";
    holidays_of(year): "Lịch nghỉ năm {year}" | "Holidays of {year}";
    holidays_none(year): "Chưa có ngày nghỉ nào của năm {year}" | "No holidays of {year} yet";
    holidays_none_text: "Hãy thêm khi đã có thông báo lịch nghỉ. Thứ Bảy và Chủ nhật luôn là ngày nghỉ." | "Add them once they are announced. Saturdays and Sundays are always off.";
    holiday_date: "Ngày" | "Date";
    holiday_kind: "Loại" | "Kind";
    holiday_name: "Tên" | "Name";
    holiday_source: "Nguồn" | "Source";
    holiday_document: "Văn bản" | "Document";
    holiday_document_hint: "Số, ngày và cơ quan ban hành, ví dụ: Thông báo 9441/TB-BNV." | "Number, date and who issued it, such as: Thông báo 9441/TB-BNV.";
    holiday_statutory: "Nghỉ lễ" | "Public holiday";
    holiday_compensatory: "Nghỉ bù" | "Day in lieu";
    holiday_day_off: "Ngày nghỉ" | "Day off";
    holiday_working_day: "Ngày làm bù" | "Make-up working day";
    holiday_expected: "Dự kiến, chưa có thông báo; vẫn tính là ngày nghỉ." | "Expected, not yet announced; it counts as off all the same.";
    holiday_proposed: "Mới là đề xuất; chưa tính." | "A proposal only; it does not count yet.";
    holiday_added(name, time): "{name} thêm lúc {time}" | "Added by {name} at {time}";
    holiday_withdrawn(name, time): "{name} rút lại lúc {time}" | "Withdrawn by {name} at {time}";
    holiday_add: "Thêm ngày" | "Add a day";
    holiday_withdraw: "Rút lại" | "Withdraw";
    holiday_signed_loans: "Hợp đồng đã ký giữ nguyên lịch trả nợ. Ngày thêm hoặc rút lại chỉ áp dụng cho hạn theo ngày làm việc và hợp đồng ký từ nay." | "Signed contracts keep their schedule. A day added or withdrawn counts for deadlines in working days and for contracts signed from now on.";
    holiday_all_funds_only: "Lịch nghỉ dùng chung cho mọi quỹ nên chỉ quản trị viên của mọi quỹ được thêm hoặc rút lại." | "The calendar is that of all funds, so only an administrator of all funds may change it.";
    holiday_done(date): "Đã thêm ngày {date} vào lịch nghỉ." | "{date} is in the calendar now.";
    holiday_taken_back(date): "Đã rút lại ngày {date}." | "{date} is withdrawn.";
    weekday_monday: "Thứ Hai" | "Monday";
    weekday_tuesday: "Thứ Ba" | "Tuesday";
    weekday_wednesday: "Thứ Tư" | "Wednesday";
    weekday_thursday: "Thứ Năm" | "Thursday";
    weekday_friday: "Thứ Sáu" | "Friday";
    weekday_saturday: "Thứ Bảy" | "Saturday";
    weekday_sunday: "Chủ nhật" | "Sunday";
}

impl Texts {
    /// The name of a day of the week.
    pub fn weekday(self, day: Weekday) -> &'static str {
        match day {
            Weekday::Mon => self.weekday_monday(),
            Weekday::Tue => self.weekday_tuesday(),
            Weekday::Wed => self.weekday_wednesday(),
            Weekday::Thu => self.weekday_thursday(),
            Weekday::Fri => self.weekday_friday(),
            Weekday::Sat => self.weekday_saturday(),
            Weekday::Sun => self.weekday_sunday(),
        }
    }
}
