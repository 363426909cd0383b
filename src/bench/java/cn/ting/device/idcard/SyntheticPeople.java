package cn.ting.device.idcard;

import cn.ting.device.idcard.SyntheticPerson.Layout;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The people who come to a kiosk on its bench. Most of them have a card with something special about it. */
public final class SyntheticPeople {

    private static final String ISSUER = "云亭市公安局望柳分局";
    private static final String NOTHING = "";

    private static final List<SyntheticPerson> ALL = List.of(
            resident("zhang-xiaosan", "张小三", "Zhang Xiaosan", NOTHING, "01", "1988-05-12", "017",
                    "望柳区荷塘路18号3幢502室", "2016-08-01", "2036-08-01"),
            resident("chen-jing", "陈静", "Chen Jing", "a name of two characters", "01", "1995-11-30", "246",
                    "望柳区书院街7号1单元301室", "2022-02-14", "2042-02-14"),
            resident("zhou-jie", "周㛃", "Zhou Jie", "a rare character, U+36C3: four bytes in GB18030, none in GBK",
                    "01", "1983-02-28", "331", "望柳区渡口路105号6幢1204室", "2014-03-20", "2034-03-20"),
            resident("wang-guiying", "王桂英", "Wang Guiying", "valid for good (长期)", "01", "1951-03-07", "062",
                    "望柳区石桥镇杨柳村4组9号", "2008-04-11", "长期"),
            resident("liu-jianguo", "刘建国", "Liu Jianguo", "expired on 2024-12-03", "01", "1962-10-01", "511",
                    "望柳区机械厂家属院12栋2单元402室", "2004-12-03", "2024-12-03"),
            resident("abudu-rehemanjiang", "阿布都热合曼江·买买提艾力", "Abudurehemanjiang Maimaitiaili",
                    "a very long name, with a dot in it", "05", "1991-07-19", "284",
                    "望柳区锦绣路60号2幢703室", "2018-05-25", "2038-05-25"),
            resident("zhao-yinuo", "赵一诺", "Zhao Yinuo", "a minor, born in 2014", "11", "2014-06-01", "340",
                    "望柳区荷塘路18号5幢201室", "2024-07-10", "2029-07-10"),
            resident("sun-haoran", "孙浩然", "Sun Haoran", "an address written on the card later", "03", "2001-04-23", "155",
                    "望柳区东风路88号", "2019-06-18", "2029-06-18"),
            permit("chan-kayan", "陈嘉欣", "Chan Ka-yan", "a permit of a Hong Kong resident (layout J)", "1993-08-16", "810000",
                    "022", "望柳区滨江道9号1幢1801室", "H09990012"),
            permit("lin-chihhao", "林志豪", "Lin Chih-hao", "a permit of a Taiwan resident (layout J)", "1985-01-27", "830000",
                    "037", "望柳区创业大道200号A座906室", "09990034"),
            foreigner("elena-marchetti", "", "Marchetti, Elena Sofia", "a foreigner's card of 2017 (layout I), without a name in Chinese",
                    "1984-06-09", Layout.FOREIGNER_2017, "9900", "002", "2018-05-21", "2028-05-21"),
            foreigner("daniel-okafor", "丹尼尔·奥卡福", "Okafor, Daniel Chukwuemeka Oluwaseun Adeyemi",
                    "a foreigner's card of 2023 (layout Y), its English name in two fields", "1990-02-14", Layout.FOREIGNER_2023,
                    "999999", "105", "2024-01-08", "2034-01-07"));

    private SyntheticPeople() {}

    /** All of them, in the order the bench shows them. */
    public static List<SyntheticPerson> all() {
        return ALL;
    }

    /** One of them by {@link SyntheticPerson#id}. */
    public static Optional<SyntheticPerson> find(String id) {
        return ALL.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    private static SyntheticPerson foreigner(
            String id, String name, String nameEn, String special, String birth, Layout layout, String region, String serial,
            String from, String until) {
        return new SyntheticPerson(
                id, name, nameEn, special, NOTHING, LocalDate.parse(birth), region, serial, NOTHING, NOTHING,
                LocalDate.parse(from), Optional.of(LocalDate.parse(until)), layout, NOTHING, NOTHING);
    }

    private static SyntheticPerson resident(
            String id, String name, String nameEn, String special, String ethnic, String birth, String serial,
            String address, String from, String until) {
        return new SyntheticPerson(
                id, name, nameEn, special, ethnic, LocalDate.parse(birth), "990101", serial, "云亭市" + address, ISSUER,
                LocalDate.parse(from),
                until.equals("长期") ? Optional.empty() : Optional.of(LocalDate.parse(until)),
                Layout.RESIDENT, NOTHING, id.equals("sun-haoran") ? "云亭市望柳区书院街12号4栋1602室" : NOTHING);
    }

    private static SyntheticPerson permit(
            String id, String name, String nameEn, String special, String birth, String region, String serial, String address,
            String travelPermit) {
        return new SyntheticPerson(
                id, name, nameEn, special, "", LocalDate.parse(birth), region, serial, "云亭市" + address, ISSUER,
                LocalDate.parse("2024-03-15"), Optional.of(LocalDate.parse("2029-03-15")), Layout.HMT,
                travelPermit, NOTHING);
    }
}
