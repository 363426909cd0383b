package cn.ting.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.device.idcard.Card.Fields;
import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.i18n.Message;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a page that asks for a card promises is what is read of it. */
class IdentifyMessagesTest {

    private final Engine engine = Engine.builder().addDefaults().addValueResolver(new ReflectionValueResolver()).build();

    @Test
    void noMoreIsPromisedThanIsReadWhereAProfileAsksForNothingElse() throws Exception {
        assertEquals("只使用姓名和证件号，用于本次办理；结束后立即清除，不保存照片。", chinese(Fields.NONE));
        assertEquals("Only name and card number are used, for this visit alone; they are erased at its end and no photo is kept.", english(Fields.NONE));
    }

    @Test
    void eachFieldThatAReaderReadsIsNamed() throws Exception {
        Fields one = new Fields(true, false, true, false, true, false, true);
        Fields other = new Fields(false, true, true, true, false, true, false);
        assertEquals("只使用姓名和证件号、住址、民族、签发机关、有效期起始日、国籍、通行证号码、签发记录，用于本次办理；结束后立即清除，不保存照片。",
                chinese(one.or(other)));
        assertEquals("Only name and card number, the ethnic group, who issued the card, its first day, the number of the permit to travel are used,"
                + " for this visit alone; they are erased at its end and no photo is kept.", english(other));
        assertEquals("Only name and card number, the address, who issued the card, the nationality, what is noted of its issue are used,"
                + " for this visit alone; they are erased at its end and no photo is kept.", english(one));
    }

    private String chinese(Fields fields) throws Exception {
        return rendered(IdentifyMessages.class.getDeclaredMethod("privacy", Fields.class).getAnnotation(Message.class).value(), fields);
    }

    private String english(Fields fields) throws Exception {
        Properties words = new Properties();
        try (Reader file = new InputStreamReader(
                IdentifyMessages.class.getResourceAsStream("/messages/identify_en.properties"), StandardCharsets.UTF_8)) {
            words.load(file);
        }
        return rendered(words.getProperty("privacy"), fields);
    }

    private String rendered(String message, Fields fields) {
        return engine.parse(message).data("fields", fields).render();
    }
}
