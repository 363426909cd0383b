package cn.ting.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * As many matters as one likes, each made of one of the invented district's, of a place and of a kind, so that no two bear
 * one title. The same seed gives the same matters. Safe for use by any thread.
 */
public final class SyntheticMatters {

    private static final String[] NAMES = {
        "云台", "沣水", "长青", "和平", "石桥", "柳林", "东湖", "南塘", "金山", "白鹭", "新安", "永兴", "龙泉", "青田", "梅园", "杏花", "临江", "望海",
        "古城", "高新", "太平", "双河", "红旗", "丰登", "桃源", "松岭", "凤鸣", "竹溪", "玉泉", "清河", "广济", "崇文", "明德", "安乐", "荷塘", "北苑",
    };
    private static final String[] BODIES = {"街道", "镇", "社区", "村", "开发区", "园区", "新区"};
    private static final String[] KINDS = {"", "", "新办", "变更", "延续", "注销", "补领", "年审", "备案", "查询", "代办", "加急", "网上预约", "到期换证"};
    /** Search reads names only; without these a page is a fifth as long and soon made. */
    private static final List<String> UNREAD = List.of("material", "handleFlow", "acceptCondition", "byLaw", "fee", "office");

    private final ObjectMapper json = new ObjectMapper();
    private final List<ObjectNode> models;
    private final Map<String, List<String>> readings = new HashMap<>();
    private final long seed;

    public SyntheticMatters(long seed) {
        this.seed = seed;
        models = CatalogueContent.read().matters().stream().map(CatalogueContent.Entry::page).toList();
        names().forEach(name -> readings.computeIfAbsent(name, Pinyin::syllables));
    }

    /**
     * Pages as they are published, with their names as typed, made one by one as they are asked for.
     *
     * @param count 1 to 200,000; there are hardly more titles
     */
    public Iterable<byte[]> pages(int count) {
        return () -> {
            Random random = new Random(seed);
            Set<String> titles = new HashSet<>();
            Iterator<ObjectNode> pages = Stream.generate(() -> matter(random))
                    .filter(page -> titles.add(page.get("title").asText()))
                    .limit(count)
                    .iterator();
            return new Iterator<>() {
                private int place;

                @Override
                public boolean hasNext() {
                    return pages.hasNext();
                }

                @Override
                public byte[] next() {
                    ObjectNode page = pages.next().put("id", "synthetic-" + place++);
                    UNREAD.forEach(page::putArray);
                    return bytes(CataloguePublisher.named(page, SyntheticMatters.this::syllables));
                }
            };
        };
    }

    /**
     * A whole catalogue of such matters, with everything a page has, and the district's other lists.
     *
     * @param count 1 to 20,000, as many as a kiosk takes
     */
    public CatalogueContent content(int count) {
        Random random = new Random(seed);
        Set<String> titles = new HashSet<>();
        List<CatalogueContent.Entry> entries = new ArrayList<>();
        while (entries.size() < count) {
            ObjectNode page = matter(random);
            if (titles.add(page.get("title").asText())) {
                entries.add(new CatalogueContent.Entry(random.nextInt(1_001), page.put("id", "synthetic-" + entries.size())));
            }
        }
        return new CatalogueContent(CatalogueContent.read().lists(), entries);
    }

    /** What residents call the district's matters: titles and everyday names. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (JsonNode model : models) {
            names.add(model.get("title").asText());
            model.get("aliases").forEach(alias -> names.add(alias.asText()));
        }
        return names;
    }

    /** The readings of what many matters share are looked up once. */
    private List<String> syllables(String name) {
        List<String> known = readings.get(name);
        return known == null ? Pinyin.syllables(name) : known;
    }

    private ObjectNode matter(Random random) {
        ObjectNode page = models.get(random.nextInt(models.size())).deepCopy();
        String place = pick(NAMES, random) + pick(BODIES, random);
        String kind = pick(KINDS, random);
        // Places stand before some titles and behind others, as different offices write them.
        boolean before = random.nextInt(3) == 0;
        page.put("title", named(page.get("title").asText(), place, kind, before));
        page.put("taskName", named(page.get("taskName").asText(), place, kind, before));
        page.put("deptName", place + page.get("deptName").asText());
        ArrayNode aliases = (ArrayNode) page.get("aliases");
        if (!aliases.isEmpty()) {
            int which = random.nextInt(aliases.size());
            aliases.set(which, place + aliases.get(which).asText());
        }
        return page;
    }

    private static String named(String name, String place, String kind, boolean before) {
        return before ? place + name + kind : name + kind + "（" + place + "）";
    }

    private static String pick(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }

    private byte[] bytes(ObjectNode page) {
        try {
            return json.writeValueAsBytes(page);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }
}
