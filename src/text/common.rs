//! What every page says.

texts! {
    product: "coopfund" | "coopfund";
    tagline: "Cho vay hợp tác xã" | "Lending to cooperatives";
    skip_to_content: "Chuyển đến nội dung" | "Skip to content";
    menu: "Danh mục" | "Menu";
    other_language: "English" | "Tiếng Việt";
    sign_out: "Đăng xuất" | "Sign out";
    account: "Tài khoản" | "Account";
    home: "Trang chủ" | "Home";
    back: "Quay lại" | "Back";
    save: "Lưu" | "Save";
    cancel: "Huỷ" | "Cancel";
    search: "Tìm" | "Search";
    print: "In" | "Print";
    yes: "Có" | "Yes";
    no: "Không" | "No";
    none: "Chưa có" | "None";
    optional: "không bắt buộc" | "optional";
    demo_notice: "Dữ liệu ví dụ: số tổng theo công bố ngày 30/6/2025, từng khoản vay là giả định." | "Example data: totals as published on 30 June 2025, the single loans are made up.";
    footer: "Phần mềm quản lý cho vay của các quỹ hỗ trợ hợp tác xã" | "Loan management for cooperative support funds";
    error_summary_title: "Cần sửa những chỗ sau" | "There is a problem";
    not_saved_yet: "Chưa lưu" | "Not saved yet";
    saved_at: "Đã lưu lúc" | "Saved at";
    next_step: "Việc tiếp theo" | "Next step";
    whose_turn: "Đến lượt" | "Whose turn";
    newer: "Mới hơn" | "Newer";
    more: "Xem tiếp" | "More";
    page_missing_title: "Không tìm thấy trang" | "Page not found";
    page_missing_text: "Địa chỉ này không có, hoặc hồ sơ không thuộc quyền xem của tài khoản này. Hãy quay về trang chủ." | "There is nothing at this address, or the record is not yours to see. Go back to the start page.";
    forbidden_title: "Không có quyền" | "Not allowed";
    forbidden_text: "Tài khoản này không được giao nhiệm vụ làm việc đó. Nếu cần, hãy đề nghị quản trị viên giao nhiệm vụ." | "This account has not been given the duty this needs. Ask an administrator to grant it.";
    form_too_old: "Biểu mẫu đã quá hạn hoặc mở từ phiên khác. Hãy mở lại trang và gửi lại." | "This form is too old or was opened in another session. Open the page again and send it once more.";
    too_many_title: "Quá nhiều lần thử" | "Too many attempts";
    unavailable_title: "Tạm thời gián đoạn" | "Temporarily unavailable";
    unavailable_text: "Cơ sở dữ liệu chưa trả lời. Chưa có gì thay đổi; xin thử lại sau ít phút." | "The database does not answer. Nothing was changed; please try again in a few minutes.";
    broken_title: "Có lỗi của hệ thống" | "Something went wrong here";
    broken_text(incident): "Chưa có gì thay đổi. Xin thử lại; nếu vẫn lỗi, báo quản trị viên số sự cố {incident}." | "Nothing was changed. Please try again; if it happens again, give the administrator incident number {incident}.";
    unreadable_title: "Không đọc được yêu cầu" | "The request cannot be read";
    unreadable_text: "Dữ liệu gửi lên không đúng dạng. Hãy mở lại trang và nhập lại." | "What was sent is not in the right form. Open the page again and type it once more.";
    too_large_title: "Dữ liệu quá lớn" | "Too large";
    too_large_text: "Mỗi tệp tối đa 10 MB. Hãy chụp lại với dung lượng nhỏ hơn hoặc tách tệp." | "Each file may have at most 10 MB. Take the picture in a smaller size or split the file.";
    not_possible_title: "Chưa thực hiện được" | "Not done";
}
