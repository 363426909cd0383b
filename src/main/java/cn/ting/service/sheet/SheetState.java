package cn.ting.service.sheet;

import cn.ting.condition.Fault;

/** What has become of the sheet of a matter that this visit asked for last. */
sealed interface SheetState {

    /** It is being made, or is on its way out of the printer. */
    record Printing() implements SheetState {}

    record Printed(int pages) implements SheetState {}

    record NotPrinted(Fault why) implements SheetState {}

    record Unknown(Fault why) implements SheetState {}

    /** True when paper may have come out for it, or still may. */
    default boolean mayHavePaper() {
        return !(this instanceof NotPrinted);
    }
}
