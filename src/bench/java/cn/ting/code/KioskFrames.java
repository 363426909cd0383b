package cn.ting.code;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Frames as a kiosk's camera takes them of codes on phones and paper, invented from a seed: the same seed gives the same frame.
 * They stand for no real camera; what reads them well is still to be tried on real ones.
 */
public final class KioskFrames {

    private static final String HANZI = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取";

    private KioskFrames() {}

    /** A frame with a code of the kind. */
    public static KioskFrame of(FrameKind kind, long seed) {
        Random random = new Random(seed * 1_000_003 + kind.ordinal() * 7919L);
        random.nextInt();
        FrameRecipe recipe = new FrameRecipe(kind, random);
        List<String> texts = new ArrayList<>();
        ByteMatrix shown = recipe.codesASide > 1 ? sheet(recipe, random, texts) : code(text(recipe, random, texts), random);
        return made(kind, seed, recipe, new Scene(recipe, shown, random), texts, random);
    }

    private static String text(FrameRecipe recipe, Random random, List<String> into) {
        into.add(text(recipe.bytes, random));
        return into.get(into.size() - 1);
    }

    /** Codes in rows and columns, each turned as it came to lie. */
    private static ByteMatrix sheet(FrameRecipe recipe, Random random, List<String> texts) {
        int side = recipe.codesASide;
        int cell = 0;
        List<ByteMatrix> codes = new ArrayList<>();
        for (int i = 0; i < side * side; i++) {
            codes.add(code(text(recipe, random, texts), random));
            cell = Math.max(cell, codes.get(i).getWidth() + 2 + random.nextInt(4));
        }
        ByteMatrix sheet = new ByteMatrix(side * cell, side * cell);
        for (int i = 0; i < side * side; i++) {
            ByteMatrix code = codes.get(i);
            int last = code.getWidth() - 1;
            boolean isTurned = random.nextBoolean();
            for (int j = 0; j <= last * (last + 2); j++) {
                int x = j % (last + 1);
                int y = j / (last + 1);
                sheet.set(i % side * cell + x, i / side * cell + y, isTurned ? code.get(y, last - x) : code.get(x, y));
            }
        }
        return sheet;
    }

    /** A frame with everything but a code: lines of text, squares, patterns, an empty desk. */
    public static KioskFrame without(long seed) {
        Random random = new Random(seed * 1_000_033 + 5);
        FrameKind[] kinds = FrameKind.ofKiosk();
        FrameKind kind = kinds[random.nextInt(kinds.length)];
        FrameRecipe recipe = new FrameRecipe(kind, random);
        return made(kind, seed, recipe, new Scene(recipe, null, random), List.of(), random);
    }

    private static KioskFrame made(FrameKind kind, long seed, FrameRecipe recipe, Scene scene, List<String> texts, Random random) {
        Camera camera = new Camera(scene.drawn(), recipe.width, recipe.height);
        camera.defocus(recipe.defocus * scene.modulePixels());
        if (recipe.motion > 0) {
            camera.move(recipe.motion * scene.modulePixels(), recipe.motionAngle);
        }
        byte[] frame = camera.expose(recipe.noise, random);
        if (recipe.jpegQuality <= 100) {
            frame = Camera.compressed(frame, recipe.width, recipe.height, recipe.jpegQuality);
        }
        return new KioskFrame(kind, seed, frame, recipe.width, recipe.height, texts);
    }

    /** An address, or a sentence in Chinese. */
    private static String text(int bytes, Random random) {
        int wanted = bytes * (80 + random.nextInt(41)) / 100;
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) == 0) {
            while (3 * text.length() < wanted) {
                text.append(HANZI.charAt(random.nextInt(HANZI.length())));
            }
        } else {
            text.append("https://ting.example.cn/");
            while (text.length() < wanted) {
                text.append("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789-_=&".charAt(random.nextInt(61)));
            }
            text.setLength(Math.max(12, wanted));
        }
        return text.toString();
    }

    private static ByteMatrix code(String text, Random random) {
        int draw = random.nextInt(20);
        ErrorCorrectionLevel level = draw < 8 ? ErrorCorrectionLevel.L : draw < 16 ? ErrorCorrectionLevel.M
                : draw < 18 ? ErrorCorrectionLevel.Q : ErrorCorrectionLevel.H;
        try {
            return Encoder.encode(text, level, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8")).getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalStateException(tooLong);
        }
    }
}
