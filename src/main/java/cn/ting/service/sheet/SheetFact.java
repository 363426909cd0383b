package cn.ting.service.sheet;

import cn.ting.visit.Fact;

/**
 * What became of a sheet.
 *
 * @param matter the matter's id
 * @param catalogue the version of the catalogue it was made from; 0 when it was not made, or that is not known any more
 * @param pages how many pages it has, 0 likewise
 * @param outcome {@code printed}, {@code notprinted} or {@code printunknown}
 * @param why the fault's code; empty when printed
 */
record SheetFact(String matter, long catalogue, int pages, String outcome, String why) implements Fact {

    @Override
    public String type() {
        return "sheet.paper";
    }
}
