//! Closing a fund's books.

texts! {
    books: "Khoá sổ" | "Closing the books";
    books_intro: "Khoá sổ đến một ngày thì không ai ghi được bút toán có ngày giá trị đến hết ngày đó: báo cáo tại các ngày ấy giữ nguyên từng con số. Cần sửa thì ghi với ngày sau đó, hoặc mở lại sổ kèm lý do." | "Once the books are closed to a day nothing can be booked with a value date up to it: the reports of those days stay as they are, to the figure. To put something right, date it later, or open the books again with a reason.";
    books_closed_to(date): "Sổ đang khoá đến hết ngày {date}" | "The books are closed to {date}";
    books_open: "Chưa khoá ngày nào" | "No day is closed yet";
    books_to: "Khoá đến hết ngày" | "Close them to";
    books_to_hint(last): "Ngày đã chốt cuối ngày, muộn nhất {last}. Chọn ngày sớm hơn ngày đang khoá để mở lại các ngày sau đó." | "A day that has been closed by the end of day, {last} at the latest. An earlier day than now opens the days after it again.";
    books_none_ended: "Chưa có ngày nào được chốt cuối ngày nên chưa khoá sổ được." | "The end of day has gone through no day yet, so nothing can be closed.";
    books_reason: "Lý do" | "Reason";
    books_reason_hint: "Ví dụ: Đã nộp báo cáo 6 tháng, công văn 45/BC-QHTX." | "For example: half-year report handed in, letter 45/BC-QHTX.";
    books_decide: "Khoá sổ đến ngày này" | "Close to this day";
    books_done(date): "Sổ của quỹ đã khoá đến hết ngày {date}." | "The fund's books are closed to {date}.";
    books_history: "Các lần khoá và mở lại" | "What was closed and opened";
    books_by: "Người quyết định" | "Decided by";
}
