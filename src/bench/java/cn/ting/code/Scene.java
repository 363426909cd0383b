package cn.ting.code;

import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What stands before the camera: a sheet or a phone with a code in its middle, in front of something else, lit from somewhere.
 * Seen through a pinhole; the plane's unit is a module.
 */
final class Scene {

    /** Samples a pixel in each direction, of a frame, and of a photo, which has more pixels than the eye can tell. */
    private static final int FINE = 2;

    private static final int LARGE = 1_400_000;
    /** How far the camera is away, in sides of the sheet. */
    private static final double DISTANCE = 2.2;

    /** A rectangle on the sheet or behind it, in its own tone. */
    private record Patch(double x, double y, double w, double h, double tone) {

        boolean holds(double px, double py) {
            return px >= x && px < x + w && py >= y && py < y + h;
        }
    }

    /** A place on the sheet that is burnt out. */
    private record Spot(double x, double y, double radius) {

        /** The light it adds: as much as there is in its middle, and little beyond its rim. */
        double light(double px, double py) {
            double away = Math.hypot(px - x, py - y) / radius;
            return 260 * Math.max(0, Math.min(1, 2.2 - 1.6 * away));
        }
    }

    /** An angle, its sine and cosine taken once: millions of pixels ask. */
    private record Turn(double cos, double sin) {

        static Turn by(double angle) {
            return new Turn(Math.cos(angle), Math.sin(angle));
        }
    }

    private final FrameRecipe recipe;
    private final ByteMatrix code;
    private final int modules;
    private double modulePixels;
    private double centreX;
    private double centreY;
    private final double glareX;
    private final double glareY;
    private final double shadowAt;
    private final double latticePhase;
    private final List<Patch> onSheet = new ArrayList<>();
    private final List<Patch> behind = new ArrayList<>();
    private final List<Patch> wounds = new ArrayList<>();
    private final List<Spot> spots = new ArrayList<>();
    private final double[] plane = new double[2];
    private final Turn axis;
    private final Turn turn;
    private final Turn curve;
    private final Turn gradient;
    private final Turn shadow;
    private final Turn tilt;

    /** @param code null for a scene without one */
    Scene(FrameRecipe recipe, ByteMatrix code, Random random) {
        this.recipe = recipe;
        this.code = code;
        modules = code == null ? 21 + 4 * random.nextInt(15) : code.getWidth();
        double side = Math.min(recipe.width, recipe.height);
        double slack = Math.abs(Math.sin(2 * recipe.turn)) * 0.25 + 1;
        double smallest = recipe.finest / Math.cos(recipe.tilt);
        modulePixels = Math.max(smallest, Math.min(recipe.coarsest, recipe.fill * side / slack / modules));
        double room = Math.max(0, side - modulePixels * modules * slack) / 2;
        centreX = recipe.width / 2.0 + room * (random.nextDouble() - 0.5) * (recipe.width > 1000 ? 3 : 1.5);
        centreY = recipe.height / 2.0 + room * (random.nextDouble() - 0.5);
        glareX = modules * (random.nextDouble() - 0.5);
        glareY = modules * (random.nextDouble() - 0.5);
        shadow = Turn.by(random.nextDouble() * 2 * Math.PI);
        shadowAt = modules * 0.5 * (random.nextDouble() - 0.5);
        latticePhase = random.nextDouble() * 6;
        for (int i = 0; i < recipe.wounds; i++) {
            double w = modules * (0.03 + 0.16 * random.nextDouble());
            double h = modules * (0.03 + 0.16 * random.nextDouble());
            wounds.add(new Patch(
                    modules * random.nextDouble() - modules / 2.0, modules * random.nextDouble() - modules / 2.0, w, h,
                    random.nextDouble()));
        }
        for (int i = 0; i < recipe.spots; i++) {
            spots.add(new Spot(
                    1.4 * modules * (random.nextDouble() - 0.5), 1.4 * modules * (random.nextDouble() - 0.5),
                    modules * (0.02 + 0.09 * random.nextDouble())));
        }
        axis = Turn.by(recipe.tiltAxis);
        tilt = Turn.by(recipe.tilt);
        turn = Turn.by(recipe.turn);
        curve = Turn.by(recipe.curveAngle);
        gradient = Turn.by(recipe.gradientAngle);
        for (int i = 0; i < 60 && isCut(); i++) {
            modulePixels = Math.max(smallest, modulePixels * 0.97);
            centreX += 0.15 * (recipe.width / 2.0 - centreX);
            centreY += 0.15 * (recipe.height / 2.0 - centreY);
        }
        furnish(random);
    }

    /** True when the frame's rim runs through the code. */
    private boolean isCut() {
        for (int i = 0; i < 400; i++) {
            double along = i % 100 / 99.0;
            boolean isUpright = i < 200;
            double rim = i / 100 % 2;
            project(recipe.width * (isUpright ? rim : along), recipe.height * (isUpright ? along : rim));
            if (Math.max(Math.abs(plane[0]), Math.abs(plane[1])) < modules / 2.0 + 0.5) {
                return true;
            }
        }
        return false;
    }

    /** Lines like writing above and below the code, and things behind. */
    private void furnish(Random random) {
        double edge = modules / 2.0 + Math.max(recipe.quietModules, 1);
        int lines = random.nextInt(7);
        for (int i = 0; i < lines; i++) {
            double y = (random.nextBoolean() ? 1 : -1) * (edge + 3 + 4 * random.nextInt(4));
            for (double x = -modules / 2.0; x < modules / 2.0 && random.nextInt(12) > 0; x += 2.2) {
                onSheet.add(new Patch(x, y, 0.4 + 1.4 * random.nextDouble(), 0.4 + 1.6 * random.nextDouble(), 1));
            }
        }
        int things = random.nextInt(code == null ? 60 : 14);
        for (int i = 0; i < things; i++) {
            behind.add(new Patch(
                    recipe.width * random.nextDouble(), recipe.height * random.nextDouble(), 5 + 200 * random.nextDouble(),
                    5 + 150 * random.nextDouble() * random.nextDouble(), 255 * random.nextDouble()));
        }
    }

    double modulePixels() {
        return modulePixels;
    }

    /** The light in every pixel, row by row, 0 to 255. */
    float[] drawn() {
        float[] light = new float[recipe.width * recipe.height];
        int fine = light.length > LARGE ? 1 : FINE;
        for (int y = 0; y < recipe.height; y++) {
            for (int x = 0; x < recipe.width; x++) {
                double sum = 0;
                for (int i = 0; i < fine * fine; i++) {
                    sum += tone(x + (i % fine + 0.5) / fine, y + (i / fine + 0.5) / fine);
                }
                double tone = sum / (fine * fine);
                light[y * recipe.width + x] = (float) Math.max(0, Math.min(255, lit(tone, x + 0.5, y + 0.5)));
            }
        }
        return light;
    }

    /** Undoes turn, tilt and curve: from a pixel to the sheet, in modules from its middle. */
    private void project(double x, double y) {
        double side = modules * modulePixels;
        double px = (x - centreX) / side;
        double py = (y - centreY) / side;
        double along = px * axis.cos + py * axis.sin;
        double across = -px * axis.sin + py * axis.cos;
        double scale = DISTANCE / (DISTANCE * tilt.cos - across * tilt.sin);
        double sheetAcross = across * scale;
        double sheetAlong = along * (1 + sheetAcross * tilt.sin / DISTANCE);
        double ux = sheetAlong * axis.cos - sheetAcross * axis.sin;
        double uy = sheetAlong * axis.sin + sheetAcross * axis.cos;
        double u = ux * turn.cos + uy * turn.sin;
        double v = -ux * turn.sin + uy * turn.cos;
        if (recipe.curve > 0) {
            double round = u * curve.cos + v * curve.sin;
            double flat = -u * curve.sin + v * curve.cos;
            round = Math.asin(Math.max(-1, Math.min(1, round * recipe.curve))) / recipe.curve;
            u = round * curve.cos - flat * curve.sin;
            v = round * curve.sin + flat * curve.cos;
        }
        plane[0] = u * modules;
        plane[1] = v * modules;
    }

    private double tone(double x, double y) {
        project(x, y);
        double u = plane[0];
        double v = plane[1];
        double light = recipe.isInverted ? recipe.dark : recipe.light;
        double dark = recipe.isInverted ? recipe.light : recipe.dark;
        double edge = modules / 2.0 + recipe.quietModules;
        for (Patch wound : wounds) {
            if (wound.holds(u, v)) {
                return recipe.dark + (recipe.light - recipe.dark) * wound.tone();
            }
        }
        if (code != null && Math.abs(u) < modules / 2.0 && Math.abs(v) < modules / 2.0) {
            return code.get((int) (u + modules / 2.0), (int) (v + modules / 2.0)) == 1 ? dark : light;
        }
        if (Math.abs(u) < edge && Math.abs(v) < edge) {
            return light;
        }
        double tall = recipe.isScreen ? 1.9 : 1.35;
        if (Math.abs(u) < edge * 1.15 && Math.abs(v) < edge * tall) {
            for (Patch line : onSheet) {
                if (line.holds(u, v)) {
                    return dark;
                }
            }
            return recipe.quietModules < 2 ? recipe.surround : light;
        }
        for (Patch thing : behind) {
            if (thing.holds(x, y)) {
                return thing.tone();
            }
        }
        return recipe.surround;
    }

    private double lit(double tone, double x, double y) {
        double across = ((x - centreX) * gradient.cos + (y - centreY) * gradient.sin)
                / recipe.height;
        double light = tone * (1 + 1.4 * recipe.gradient * across);
        if (recipe.latticeDepth > 0) {
            // Seen through one point a pixel, a lattice nearly as fine as the pixels makes moiré.
            double a = Math.sin(2 * Math.PI * (x * turn.cos + y * turn.sin) / recipe.latticePeriod + latticePhase);
            double b = Math.sin(2 * Math.PI * (-x * turn.sin + y * turn.cos) / recipe.latticePeriod);
            light *= 1 + recipe.latticeDepth * (a + b) / 2;
        }
        if (recipe.shadow == 0 && recipe.glare == 0 && spots.isEmpty()) {
            return light;
        }
        project(x, y);
        if (recipe.shadow > 0 && plane[0] * shadow.cos + plane[1] * shadow.sin > shadowAt) {
            light *= 1 - recipe.shadow;
        }
        if (recipe.glare > 0) {
            double away = Math.hypot(plane[0] - glareX, plane[1] - glareY) / (modules * recipe.glareSize);
            light += recipe.glare * Math.exp(-away * away);
        }
        for (Spot spot : spots) {
            light += spot.light(plane[0], plane[1]);
        }
        return light;
    }
}
