//! The parts of an application beside the loan itself: the register's facts, the plan, the workforce, the statements.
use crate::actions::PartProblem;
use crate::domain::dossier::Mismatch;
use crate::domain::dossier::statements::Form;
use crate::text::{Texts, format};

texts! {
    tasks_title: "Các phần của hồ sơ" | "The parts of the application";
    tasks_hint: "Làm phần nào trước cũng được. Mỗi phần được lưu riêng; có thể làm tiếp trên máy khác." | "Take them in any order. Each part is saved on its own, and can be gone on with on another device.";
    tasks_done(done, all): "Đã xong {done} trên {all} phần." | "{done} of {all} parts are done.";
    task_open: "Chưa làm" | "Not started";
    task_optional: "Không bắt buộc" | "Optional";
    task_to_check: "Cần xem lại" | "To be looked at";
    task_mismatches(places): "{places} chỗ chưa khớp" | "{places} places do not add up";
    task_year_lacks(year): "Còn thiếu số liệu năm {year}" | "{year} is missing";
    task_unanswered(count): "Còn {count} câu" | "{count} questions left";
    task_papers(there, all): "{there}/{all} giấy tờ" | "{there} of {all} papers";
    task_security(count): "{count} tài sản" | "{count} items";
    part_save_and_back: "Lưu và về danh sách" | "Save and go to the list";
    part_not_saved(why): "Chưa lưu: {why}" | "Not saved: {why}";
    part_saved_by(who, when): "{who} lưu lần cuối ngày {when}." | "Last saved by {who} on {when}.";

    part_register: "Thông tin hợp tác xã" | "The cooperative";
    part_register_lead: "Quỹ sẽ dùng những thông tin này trên hợp đồng. Hãy xem có đúng không." | "The fund puts these facts into the contract. Please see whether they are right.";
    part_register_right: "Thông tin trên đúng" | "These facts are right";
    part_register_confirmed: "Đã ghi nhận: thông tin hợp tác xã đúng." | "Noted: the facts of the cooperative are right.";
    part_register_changed: "Thông tin trong sổ vừa được thay đổi. Hãy xem lại rồi xác nhận." | "The record was changed just now. Look at it again, then confirm.";
    part_register_wrong: "Sửa thông tin" | "Correct the facts";
    part_register_wrong_hint: "Tên, mã số và địa chỉ do cán bộ quỹ sửa theo giấy chứng nhận đăng ký." | "Name, code and address are corrected by the fund’s officers from the registration certificate.";

    part_plan: "Phương án sản xuất, kinh doanh" | "The business plan";
    part_plan_lead: "Quỹ muốn thấy tiền dùng vào việc gì và trả lại từ đâu. Viết ngắn, đúng thực tế." | "The fund wants to see what the money is spent on and what it is repaid from. Short and true is best.";
    plan_costs: "Chi phí của phương án" | "What it costs";
    plan_costs_hint: "Mỗi khoản một dòng. Tổng các dòng là tổng chi phí của phương án." | "A line for each item. Together they are the total cost.";
    plan_cost_number(number): "Khoản {number}" | "Item {number}";
    plan_cost_what: "Khoản chi" | "What for";
    plan_cost_amount: "Số tiền" | "Amount";
    plan_cost_add: "Thêm khoản chi" | "Add an item";
    plan_cost_remove(number): "Xoá khoản {number}" | "Remove item {number}";
    plan_cost_total: "Tổng chi phí" | "Total cost";
    plan_buyers: "Bán cho ai" | "Who buys";
    plan_buyers_hint: "Người mua, giá, số lượng; có hợp đồng dài hạn không và đến khi nào." | "Buyers, price, quantity; whether there is a long-term contract and until when.";
    plan_inputs: "Đầu vào lấy từ đâu" | "Where the inputs come from";
    plan_inputs_hint: "Giống, vật tư, điện, nước, nhân công: của ai, giá bao nhiêu." | "Seed, material, power, water, labour: from whom, at what price.";
    plan_preservation: "Bảo quản và chế biến" | "Preservation and processing";
    plan_preservation_hint: "Thu hoạch xong thì cất giữ, sơ chế, đóng gói thế nào." | "How the harvest is kept, processed and packed.";
    plan_risks: "Rủi ro và cách xử lý" | "What may go wrong";
    plan_risks_hint: "Thời tiết, dịch bệnh, giá xuống, người mua bỏ: khi đó hợp tác xã làm gì." | "Weather, disease, falling prices, a buyer who leaves: what is done then.";
    plan_succession: "Ai thay người đứng đầu" | "Who follows the leader";
    plan_succession_hint: "Nếu giám đốc nghỉ hoặc ốm thì ai điều hành và trả nợ tiếp." | "Who runs the cooperative and repays if the director leaves or falls ill.";

    part_workforce: "Lao động" | "The workforce";
    part_workforce_lead: "Vay giải quyết việc làm được lãi suất thấp hơn khi ít nhất 30% lao động thuộc nhóm ưu tiên. Mỗi người chỉ tính một lần." | "Job-creation credit is cheaper where at least 30% of the workers belong to priority groups. Each person counts once.";
    workforce_all: "Tổng số lao động" | "All workers";
    workforce_women: "Trong đó nữ" | "Women among them";
    workforce_people: "Lao động thuộc nhóm ưu tiên" | "Workers of priority groups";
    workforce_people_hint: "Chỉ ghi tên người thuộc nhóm ưu tiên. Không có ai thì bỏ trống. Đây là thông tin nhạy cảm: chỉ người xét hồ sơ xem được, mọi lần xem đều được ghi lại." | "Name only those of priority groups; leave empty if there are none. This is sensitive: only those who consider the application see it, and every look is logged.";
    workforce_number(number): "Người thứ {number}" | "Person {number}";
    workforce_name: "Họ và tên" | "Full name";
    workforce_born: "Năm sinh" | "Year of birth";
    workforce_groups: "Thuộc nhóm" | "Belongs to";
    workforce_add: "Thêm người" | "Add a person";
    workforce_remove(number): "Xoá người thứ {number}" | "Remove person {number}";
    workforce_share(priority, all, percent): "{priority} trên {all} lao động thuộc nhóm ưu tiên ({percent})." | "{priority} of {all} workers are of priority groups ({percent}).";

    part_statements: "Báo cáo tài chính hai năm" | "Financial statements of two years";
    part_statements_lead: "Theo mẫu B01-HTX và B02-HTX (Thông tư 71/2024/TT-BTC). Gõ số vào bảng, hoặc tải lên bảng tính." | "By the forms B01-HTX and B02-HTX (Circular 71/2024/TT-BTC). Type the figures, or send a spreadsheet.";
    statements_year: "Năm báo cáo" | "Year of the statements";
    statements_form: "Lập theo mẫu của" | "Made by the forms of";
    form_circular71: "Thông tư 71/2024/TT-BTC (hiện hành)" | "Circular 71/2024/TT-BTC (in force)";
    form_circular24: "Thông tư 24/2017/TT-BTC" | "Circular 24/2017/TT-BTC";
    form_circular133: "Thông tư 133/2016/TT-BTC" | "Circular 133/2016/TT-BTC";
    statements_position: "B01 – Tình hình tài chính" | "B01 – Financial position";
    statements_result: "B02 – Kết quả hoạt động" | "B02 – Results";
    statements_code: "Mã số" | "Code";
    statements_item: "Chỉ tiêu" | "Item";
    statements_this_year: "Năm báo cáo" | "This year";
    statements_last_year: "Năm trước" | "Year before";
    statements_end: "Số cuối năm" | "End of the year";
    statements_beginning: "Số đầu năm" | "Beginning of the year";
    statements_hint: "Đồng chẵn. Số âm ghi dấu trừ ở trước; dòng không có thì bỏ trống." | "Whole dong. A minus before what is negative; leave a line empty if there is nothing.";
    statements_sound: "Các dòng cộng khớp với nhau." | "All sums come out.";
    statements_mismatches: "Những chỗ chưa khớp" | "What does not add up";
    statements_sum_off(total, rule, year, is, makes): "Mã {total} ({year}): ghi {is}, nhưng {rule} ra {makes}." | "Line {total} ({year}): it says {is}, but {rule} makes {makes}.";
    statements_sum_left_out(total, rule, year, makes): "Mã {total} ({year}): còn trống, theo {rule} là {makes}." | "Line {total} ({year}): left empty; by {rule} it is {makes}.";
    statements_sign_off(code, year): "Mã {code} ({year}): là khoản trừ, phải ghi số âm." | "Line {code} ({year}): it is taken off, so it must be negative.";
    statements_part_off(code, of, year): "Mã {code} ({year}): lớn hơn mã {of} mà nó là một phần." | "Line {code} ({year}): more than line {of}, of which it is a part.";
    statements_check: "Lưu và kiểm tra" | "Save and check";
    statements_import: "Đọc từ bảng tính" | "Read from a spreadsheet";
    statements_import_hint: "Tệp .xlsx hoặc .csv, tối đa 2 MB, có cột «Mã số» và hai cột số tiền bằng đồng. Các dòng có số tiền thay cho dòng đã gõ; dòng để trống không đổi gì." | "A .xlsx or .csv file of at most 2 MB with a column “Mã số” and two columns of amounts in dong. Lines with an amount replace those typed; empty ones change nothing.";
    statements_template: "Tải bảng tính mẫu" | "Download a spreadsheet to fill in";
    statements_file: "Tệp bảng tính" | "Spreadsheet";
    statements_imported(lines): "Đã đọc {lines} dòng từ bảng tính." | "{lines} lines were read from the spreadsheet.";
    statements_ratios: "Các chỉ số chính" | "Main figures";
    ratio_revenue: "Doanh thu (mã 01)" | "Revenue (line 01)";
    ratio_profit: "Lợi nhuận sau thuế (mã 60)" | "Profit after tax (line 60)";
    ratio_capital: "Tổng nguồn vốn (mã 500)" | "Total capital (line 500)";
    ratio_own: "Vốn chủ sở hữu trên nguồn vốn (400/500)" | "Equity to total capital (400/500)";
    ratio_debt: "Nợ vay trên vốn chủ sở hữu (350/400)" | "Loans to equity (350/400)";
    ratio_liquidity: "Tài sản ngắn trên nợ phải trả" | "Rough liquidity";
    ratio_margin: "Lợi nhuận trên doanh thu thuần (60/10)" | "Profit to net revenue (60/10)";
    problem_worker_twice: "Người này đã có trong danh sách ở trên; mỗi người chỉ ghi một lần, có thể đánh dấu nhiều nhóm." | "This person stands in the list above already; name each once, with as many groups as apply.";
    problem_do_not_add_up(places): "Báo cáo tài chính có {places} chỗ chưa khớp. Hãy mở phần báo cáo tài chính để xem từng chỗ rồi sửa." | "The financial statements do not add up in {places} places. Open that part to see each of them and correct it.";
    problem_made_of_cost_lines(total): "Tổng chi phí được cộng từ các dòng chi phí trong phương án ({total}). Hãy sửa các dòng đó." | "The total cost is the sum of the cost lines of the plan ({total}). Change those lines instead.";
    problem_signed_dong: "Chưa phải là số tiền. Hãy gõ đồng chẵn, số âm thì ghi dấu trừ ở trước, ví dụ -1.000.000." | "This is no amount. Type whole dong, with a minus before a negative one, for example -1.000.000.";
    problem_not_pages: "Chọn nhiều tệp cùng lúc thì tất cả phải là ảnh JPEG hoặc PNG chụp các trang của một giấy tờ. Tệp PDF thì gửi từng tệp." | "Several files at once must all be JPEG or PNG photographs of the pages of one paper. Send PDF files one by one.";
    problem_damaged_picture(number): "Ảnh thứ {number} bị hỏng hoặc chưa tải hết. Hãy mở thử ảnh đó, chụp lại nếu cần rồi gửi lại tất cả các trang." | "Photograph {number} is damaged or was cut off. Open it, take it again if need be, and send all pages again.";
    problem_too_many_pixels(number): "Ảnh thứ {number} có quá nhiều điểm ảnh để mở. Hãy chụp lại bằng điện thoại ở cỡ thường, gửi ảnh JPEG, hoặc gửi ít trang hơn mỗi lần." | "Photograph {number} has too many pixels to be opened. Take it again at a usual size, send it as JPEG, or send fewer pages at a time.";
    problem_heic: "Đây là ảnh HEIC của iPhone, nhiều máy không mở được. Trên iPhone hãy vào Cài đặt, Camera, Định dạng, chọn «Tương thích nhất» rồi chụp lại; hoặc gửi ảnh qua Zalo cho mình và tải ảnh JPEG về." | "This is a HEIC photograph of an iPhone, which many devices cannot open. On the iPhone choose Settings, Camera, Formats, “Most Compatible” and take it again; or save it as JPEG first.";
    problem_not_a_sheet: "Không đọc được tệp này. Hãy gửi tệp .xlsx hoặc .csv; bảng tính loại khác (.ods, .xls) thì lưu lại thành .xlsx." | "This file could not be read. Send a .xlsx or .csv file; save any other spreadsheet (.ods, .xls) as .xlsx first.";
    problem_no_codes: "Không thấy cột «Mã số» với hai cột số tiền bên phải. Hãy dùng bảng tính mẫu." | "No column “Mã số” with two columns of amounts at its right was found. Use the spreadsheet to fill in.";
    problem_no_amounts: "Bảng tính chưa có số tiền nào. Hãy điền số tiền vào các dòng rồi gửi lại." | "The spreadsheet holds no amounts. Fill in the lines and send it again.";
    problem_sheet_amount(cell): "Ô {cell} không phải số đồng chẵn. Hãy sửa trong bảng tính rồi gửi lại." | "Cell {cell} is no whole amount of dong. Correct it in the spreadsheet and send it again.";
    problem_sheet_too_large: "Bảng tính quá lớn. Hãy bỏ hình ảnh và các trang, dòng không phải B01, B02 rồi gửi lại, hoặc chép số vào bảng tính mẫu." | "The spreadsheet is too large. Remove pictures and all sheets and lines that are not B01 or B02 and send it again, or copy the figures into the spreadsheet to fill in.";
    problem_sheet_twice(code, first, again): "Mã {code} có hai số khác nhau: dòng {first} và dòng {again}. Hãy để lại một dòng đúng rồi gửi lại." | "Code {code} stands there with different amounts: in rows {first} and {again}. Leave the right one and send it again.";
    problem_year_not_reported(first, last): "Phải từ {first} đến {last}: từ khi có Luật Hợp tác xã đầu tiên đến năm gần nhất đã kết thúc." | "It must be from {first} to {last}: since the first law on cooperatives, and of a year that has ended.";

    b_110: "Tiền" | "Cash";
    b_120: "Đầu tư tài chính" | "Financial investments";
    b_130: "Các khoản phải thu" | "Receivables";
    b_137: "Trong đó: phải thu cho vay nội bộ" | "Of which: internal loans";
    b_140: "Hàng tồn kho" | "Inventories";
    b_150: "Tài sản cố định (151 + 152)" | "Fixed assets (151 + 152)";
    b_151: "Nguyên giá" | "Cost";
    b_152: "Hao mòn luỹ kế (số âm)" | "Depreciation (negative)";
    b_160: "Tài sản chung không chia (161 + 162)" | "Common indivisible assets (161 + 162)";
    b_161: "Giá trị tài sản chung không chia" | "Cost of common indivisible assets";
    b_162: "Hao mòn tài sản chung không chia (số âm)" | "Their depreciation (negative)";
    b_170: "Tài sản khác" | "Other assets";
    b_180: "Dự phòng tổn thất tài sản (số âm)" | "Provisions (negative)";
    b_200: "Tổng tài sản" | "Total assets";
    b_300: "Nợ phải trả (310 + … + 380)" | "Liabilities (310 + … + 380)";
    b_310: "Phải trả người bán" | "Suppliers";
    b_320: "Người mua trả tiền trước" | "Prepayments by customers";
    b_330: "Thuế và các khoản nộp Nhà nước" | "Taxes";
    b_340: "Phải trả người lao động" | "Employees";
    b_350: "Phải trả nợ vay" | "Loans";
    b_360: "Phải trả khác" | "Other liabilities";
    b_370: "Tín dụng nội bộ" | "Internal credit";
    b_380: "Trợ cấp Nhà nước phải hoàn lại" | "State subsidies to be returned";
    b_400: "Vốn chủ sở hữu (410 + … + 440)" | "Equity (410 + … + 440)";
    b_410: "Vốn đầu tư của chủ sở hữu" | "Contributed capital";
    b_420: "Lợi nhuận sau thuế chưa phân phối" | "Undistributed profit";
    b_430: "Các quỹ" | "Reserves";
    b_440: "Quỹ chung không chia" | "Common indivisible fund";
    b_500: "Tổng nguồn vốn (300 + 400)" | "Total capital (300 + 400)";
    b_01: "Doanh thu" | "Revenue";
    b_02: "Các khoản giảm trừ doanh thu" | "Deductions";
    b_10: "Doanh thu thuần (01 − 02)" | "Net revenue (01 − 02)";
    b_11: "Giá vốn hàng bán" | "Cost of sales";
    b_12: "Chi phí quản lý kinh doanh" | "Operating costs";
    b_20: "Lợi nhuận sản xuất, kinh doanh (10 − 11 − 12)" | "Operating profit (10 − 11 − 12)";
    b_31: "Thu nhập khác" | "Other income";
    b_32: "Chi phí khác (gồm lãi vay)" | "Other costs (interest included)";
    b_40: "Lợi nhuận khác (31 − 32)" | "Other profit (31 − 32)";
    b_50: "Lợi nhuận trước thuế (20 + 40)" | "Profit before tax (20 + 40)";
    b_51: "Chi phí thuế thu nhập doanh nghiệp" | "Income tax";
    b_60: "Lợi nhuận sau thuế (50 − 51)" | "Profit after tax (50 − 51)";
    b_outside: "với bên ngoài" | "with others";
    b_members: "với thành viên" | "with members";
}

impl Texts {
    /// The label of a text of the plan and what to write there.
    pub fn plan_question(self, name: &str) -> (&'static str, &'static str) {
        match name {
            "buyers" => (self.plan_buyers(), self.plan_buyers_hint()),
            "inputs" => (self.plan_inputs(), self.plan_inputs_hint()),
            "preservation" => (self.plan_preservation(), self.plan_preservation_hint()),
            "risks" => (self.plan_risks(), self.plan_risks_hint()),
            _ => (self.plan_succession(), self.plan_succession_hint()),
        }
    }

    /// The circular that a set of forms is of.
    pub fn statement_form(self, form: Form) -> &'static str {
        match form {
            Form::Circular71 => self.form_circular71(),
            Form::Circular24 => self.form_circular24(),
            Form::Circular133 => self.form_circular133(),
        }
    }

    /// What a line of B01 or B02 is called.
    pub fn statement_line(self, code: &str) -> String {
        let (main, side) = match code.strip_suffix('a') {
            Some(main) => (main, Some(self.b_outside())),
            None => code.strip_suffix('b').map_or((code, None), |main| (main, Some(self.b_members()))),
        };
        let name = self.statement_item(main);
        side.map_or_else(|| name.to_owned(), |side| format!("{name} {side}"))
    }

    fn statement_item(self, code: &str) -> &'static str {
        match code {
            "110" => self.b_110(),
            "120" => self.b_120(),
            "130" => self.b_130(),
            "137" => self.b_137(),
            "140" => self.b_140(),
            "150" => self.b_150(),
            "151" => self.b_151(),
            "152" => self.b_152(),
            "160" => self.b_160(),
            "161" => self.b_161(),
            "162" => self.b_162(),
            "170" => self.b_170(),
            "180" => self.b_180(),
            "200" => self.b_200(),
            "300" => self.b_300(),
            "310" => self.b_310(),
            "320" => self.b_320(),
            "330" => self.b_330(),
            "340" => self.b_340(),
            "350" => self.b_350(),
            "360" => self.b_360(),
            "370" => self.b_370(),
            "380" => self.b_380(),
            "400" => self.b_400(),
            "410" => self.b_410(),
            "420" => self.b_420(),
            "430" => self.b_430(),
            "440" => self.b_440(),
            "500" => self.b_500(),
            other => self.result_item(other),
        }
    }

    fn result_item(self, code: &str) -> &'static str {
        match code {
            "01" => self.b_01(),
            "02" => self.b_02(),
            "10" => self.b_10(),
            "11" => self.b_11(),
            "12" => self.b_12(),
            "20" => self.b_20(),
            "31" => self.b_31(),
            "32" => self.b_32(),
            "40" => self.b_40(),
            "50" => self.b_50(),
            "51" => self.b_51(),
            "60" => self.b_60(),
            _ => "",
        }
    }

    /// What is wrong with a part.
    pub fn part_problem(self, why: &PartProblem) -> String {
        match why {
            PartProblem::NamedTwice => self.problem_worker_twice().into(),
            PartProblem::DoNotAddUp { places } => self.problem_do_not_add_up(places),
            PartProblem::MadeOfCostLines { total } => self.problem_made_of_cost_lines(format::dong(*total)),
            PartProblem::NotWholeDong => self.problem_signed_dong().into(),
            PartProblem::OtherCode => self.problem_other_code().into(),
            PartProblem::NotASheet => self.problem_not_a_sheet().into(),
            PartProblem::NotPages => self.problem_not_pages().into(),
            PartProblem::DamagedPicture { number } => self.problem_damaged_picture(number),
            PartProblem::TooManyPixels { number } => self.problem_too_many_pixels(number),
            PartProblem::Heic => self.problem_heic().into(),
            PartProblem::NoAmounts => self.problem_no_amounts().into(),
            PartProblem::NoCodes => self.problem_no_codes().into(),
            PartProblem::SheetAmount { cell } => self.problem_sheet_amount(cell),
            PartProblem::SheetTwice { code, first, again } => self.problem_sheet_twice(code, first, again),
            PartProblem::YearNotReported { first, last } => self.problem_year_not_reported(first, last),
            PartProblem::SheetTooLarge => self.problem_sheet_too_large().into(),
        }
    }

    /// What does not add up; `year` is that of the statements.
    pub fn mismatch(self, found: &Mismatch, year: Option<i32>) -> String {
        use crate::domain::dossier::statements::Column;
        let of = |column: &Column| match (year, column) {
            (Some(year), Column::ThisYear) => year.to_string(),
            (Some(year), Column::LastYear) => (year - 1).to_string(),
            (None, Column::ThisYear) => self.statements_this_year().to_lowercase(),
            (None, Column::LastYear) => self.statements_last_year().to_lowercase(),
        };
        match found {
            Mismatch::Sum { total, rule, column, is: Some(is), makes } => {
                self.statements_sum_off(total, rule, of(column), format::dong(*is), format::dong(*makes))
            }
            Mismatch::Sum { total, rule, column, is: None, makes } => {
                self.statements_sum_left_out(total, rule, of(column), format::dong(*makes))
            }
            Mismatch::Sign { code, column } => self.statements_sign_off(code, of(column)),
            Mismatch::Part { code, of: whole, column } => self.statements_part_off(code, whole, of(column)),
        }
    }
}
