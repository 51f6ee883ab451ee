//! What capital allows next.
texts! {
    forecast_title: "Dự báo vốn" | "Forecast of capital";
    forecast_as_of(date): "24 tháng từ ngày {date}" | "24 months from {date}";
    forecast_link: "Dự báo vốn 24 tháng" | "Forecast for 24 months";
    forecast_how: "Cách tính" | "How it is computed";
    forecast_by_schedule: "Theo lịch trả nợ" | "By the schedules";
    forecast_corrected: "Có tính nợ quá hạn" | "Corrected for arrears";
    forecast_unlent: "Còn cho vay được nếu không cho vay mới" | "Available if nothing new is lent";
    forecast_served: "Phục vụ thêm trong tháng" | "More served in the month";
    forecast_so_far: "Cộng dồn" | "In all";
    forecast_month: "Tháng" | "Month";
    forecast_later: "Sau 24 tháng, theo lịch" | "After 24 months, by the schedules";
    forecast_how_schedule: "Theo lịch: mọi kỳ trả đúng ngày; gốc đã quá hạn tính vào tháng này. Cộng tất cả các tháng và phần sau 24 tháng bằng dư nợ gốc." | "By the schedules every instalment is paid on its day; overdue principal counts in this month. All months and what comes later sum to the principal owed.";
    forecast_how_arrears: "Có tính nợ quá hạn: trừ từng khoản theo nhóm nợ của chính khoản đó, đúng bằng tỷ lệ dự phòng cụ thể của nhóm (nhóm 1: 0 %, 2: 2 %, 3: 25 %, 4: 50 %, 5: 100 %; chương trình việc làm: nợ quá hạn và khoanh không tính thu về)." | "Corrected for arrears, each loan loses the specific provision of its own debt group (group 1: 0 %, 2: 2 %, 3: 25 %, 4: 50 %, 5: 100 %; job loans overdue or frozen are not expected back).";
    forecast_how_reserved: "Vốn đã giữ chỗ cho khoản duyệt chưa giải ngân không nằm trong số còn cho vay được, và phần thu về của nó chưa tính vì chưa có lịch." | "What is reserved for approved loans is not available, and nothing of it counts as coming back: it has no schedule yet.";
    forecast_how_served(loan, loans, term): "Một lượt phục vụ là khoản vay bình quân {loan} ({loans} khoản đã duyệt), thời hạn bình quân {term} tháng, trả đều hằng tháng và cho vay lại ngay khi đủ vốn." | "One more served is the average loan of {loan} ({loans} approved) over the average term of {term} months, repaid evenly by month and lent again as soon as there is enough.";
    forecast_never_lent: "Quỹ chưa duyệt khoản nào nên chưa có mức bình quân." | "The fund has approved nothing yet, so that there is no average.";
    forecast_what_if: "Nếu …" | "What if …";
    forecast_capital: "Thêm vốn điều lệ" | "More charter capital";
    forecast_term: "Thời hạn khoản vay mới" | "Term of new loans";
    forecast_arrears: "Thêm phần không thu được" | "More that does not come back";
    forecast_arrears_hint: "Tỷ lệ của phần còn lại sau khi trừ theo nhóm nợ." | "Of what is left after the loss by debt group.";
    forecast_compute: "Tính" | "Compute";
    forecast_now: "Như hiện nay" | "As it stands";
    forecast_then: "Theo giả định" | "As assumed";
    forecast_served_all: "Hợp tác xã phục vụ thêm trong 24 tháng" | "More cooperatives served in 24 months";
    forecast_first: "Lượt kế tiếp" | "The next one";
    forecast_first_none: "không trong 24 tháng" | "not within 24 months";
    forecast_back: "Gốc thu về trong 24 tháng" | "Principal back within 24 months";
    forecast_end: "Còn cho vay được cuối kỳ nếu không cho vay mới" | "Available at the end if nothing new is lent";
}
