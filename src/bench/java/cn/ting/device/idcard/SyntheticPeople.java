package cn.ting.device.idcard;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The people who come to a kiosk on its bench. */
public final class SyntheticPeople {

    private static final String ISSUER = "云亭市公安局望柳分局";

    private static final List<SyntheticPerson> ALL = List.of(
            resident("zhang-xiaosan", "张小三", "01", "1988-05-12", "017",
                    "望柳区荷塘路18号3幢502室", "2016-08-01", "2036-08-01"),
            resident("chen-jing", "陈静", "01", "1995-11-30", "246",
                    "望柳区书院街7号1单元301室", "2022-02-14", "2042-02-14"),
            resident("ouyang-mingyue", "欧阳明月", "01", "1979-09-15", "128",
                    "望柳区桂花巷22号", "2019-10-08", "2039-10-08"),
            resident("shangguan-yun", "上官云", "01", "1983-02-28", "331",
                    "望柳区渡口路105号6幢1204室", "2014-03-20", "2034-03-20"),
            resident("wang-guiying", "王桂英", "01", "1951-03-07", "062",
                    "望柳区石桥镇杨柳村4组9号", "2008-04-11", "长期"),
            resident("liu-jianguo", "刘建国", "01", "1962-10-01", "511",
                    "望柳区机械厂家属院12栋2单元402室", "2007-12-03", "2027-12-03"),
            resident("ayinuer-maimaiti", "阿依努尔·买买提", "05", "1991-07-19", "284",
                    "望柳区锦绣路60号2幢703室", "2018-05-25", "2038-05-25"),
            resident("zhaxi-duoji", "扎西多吉", "04", "1986-12-05", "413",
                    "望柳区学府路3号集体户", "2020-09-01", "2040-09-01"),
            resident("zhao-yinuo", "赵一诺", "11", "2014-06-01", "340",
                    "望柳区荷塘路18号5幢201室", "2024-07-10", "2029-07-10"),
            resident("sun-haoran", "孙浩然", "03", "2001-04-23", "155",
                    "望柳区东风路88号", "2019-06-18", "2029-06-18"),
            permit("chan-kayan", "陈嘉欣", "1993-08-16", "810000", "022", "望柳区滨江道9号1幢1801室",
                    "H09990012"),
            permit("lin-chihhao", "林志豪", "1985-01-27", "830000", "037", "望柳区创业大道200号A座906室",
                    "09990034"));

    private SyntheticPeople() {}

    /** All of them, in the order the bench shows them. */
    public static List<SyntheticPerson> all() {
        return ALL;
    }

    /** One of them by {@link SyntheticPerson#id}. */
    public static Optional<SyntheticPerson> find(String id) {
        return ALL.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    private static SyntheticPerson resident(
            String id, String name, String ethnic, String birth, String serial,
            String address, String from, String until) {
        return new SyntheticPerson(
                id, name, ethnic, LocalDate.parse(birth), "990101", serial, "云亭市" + address, ISSUER,
                LocalDate.parse(from),
                until.equals("长期") ? Optional.empty() : Optional.of(LocalDate.parse(until)),
                Optional.empty());
    }

    private static SyntheticPerson permit(
            String id, String name, String birth, String region, String serial, String address, String travelPermit) {
        return new SyntheticPerson(
                id, name, "", LocalDate.parse(birth), region, serial, "云亭市" + address, ISSUER,
                LocalDate.parse("2024-03-15"), Optional.of(LocalDate.parse("2029-03-15")), Optional.of(travelPermit));
    }
}
