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

    /** Samples a pixel in each direction. */
    private static final int FINE = 3;
    /** How far the camera is away, in sides of the sheet. */
    private static final double DISTANCE = 2.2;

    /** A rectangle on the sheet or behind it, in its own tone. */
    private record Patch(double x, double y, double w, double h, double tone) {

        boolean holds(double px, double py) {
            return px >= x && px < x + w && py >= y && py < y + h;
        }
    }

    private final FrameRecipe recipe;
    private final ByteMatrix code;
    private final int modules;
    private final double modulePixels;
    private final double centreX;
    private final double centreY;
    private final double glareX;
    private final double glareY;
    private final double shadowAngle;
    private final double shadowAt;
    private final double latticePhase;
    private final List<Patch> onSheet = new ArrayList<>();
    private final List<Patch> behind = new ArrayList<>();
    private final List<Patch> wounds = new ArrayList<>();
    private final double[] plane = new double[2];

    /** @param code null for a scene without one */
    Scene(FrameRecipe recipe, ByteMatrix code, Random random) {
        this.recipe = recipe;
        this.code = code;
        modules = code == null ? 21 + 4 * random.nextInt(15) : code.getWidth();
        double side = Math.min(recipe.width, recipe.height);
        double slack = Math.abs(Math.sin(2 * recipe.turn)) * 0.25 + 1;
        modulePixels = Math.max(2.3, recipe.fill * side / slack / modules);
        double room = Math.max(0, side - modulePixels * modules * slack) / 2;
        centreX = recipe.width / 2.0 + room * (random.nextDouble() - 0.5) * (recipe.width > 1000 ? 3 : 1.5);
        centreY = recipe.height / 2.0 + room * (random.nextDouble() - 0.5);
        glareX = modules * (random.nextDouble() - 0.5);
        glareY = modules * (random.nextDouble() - 0.5);
        shadowAngle = random.nextDouble() * 2 * Math.PI;
        shadowAt = modules * 0.5 * (random.nextDouble() - 0.5);
        latticePhase = random.nextDouble() * 6;
        for (int i = 0; i < recipe.wounds; i++) {
            double w = modules * (0.03 + 0.16 * random.nextDouble());
            double h = modules * (0.03 + 0.16 * random.nextDouble());
            wounds.add(new Patch(
                    modules * random.nextDouble() - modules / 2.0, modules * random.nextDouble() - modules / 2.0, w, h,
                    random.nextDouble()));
        }
        furnish(random);
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
        for (int y = 0; y < recipe.height; y++) {
            for (int x = 0; x < recipe.width; x++) {
                double sum = 0;
                for (int i = 0; i < FINE * FINE; i++) {
                    sum += tone(x + (i % FINE + 0.5) / FINE, y + (i / FINE + 0.5) / FINE);
                }
                double tone = sum / (FINE * FINE);
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
        double c = Math.cos(recipe.tiltAxis);
        double s = Math.sin(recipe.tiltAxis);
        double along = px * c + py * s;
        double across = -px * s + py * c;
        double scale = DISTANCE / (DISTANCE * Math.cos(recipe.tilt) - across * Math.sin(recipe.tilt));
        double sheetAcross = across * scale;
        double sheetAlong = along * (1 + sheetAcross * Math.sin(recipe.tilt) / DISTANCE);
        double ux = sheetAlong * c - sheetAcross * s;
        double uy = sheetAlong * s + sheetAcross * c;
        double tc = Math.cos(recipe.turn);
        double ts = Math.sin(recipe.turn);
        double u = ux * tc + uy * ts;
        double v = -ux * ts + uy * tc;
        if (recipe.curve > 0) {
            double cc = Math.cos(recipe.curveAngle);
            double cs = Math.sin(recipe.curveAngle);
            double round = u * cc + v * cs;
            double flat = -u * cs + v * cc;
            round = Math.asin(Math.max(-1, Math.min(1, round * recipe.curve))) / recipe.curve;
            u = round * cc - flat * cs;
            v = round * cs + flat * cc;
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
        double across = ((x - centreX) * Math.cos(recipe.gradientAngle) + (y - centreY) * Math.sin(recipe.gradientAngle))
                / recipe.height;
        double light = tone * (1 + 1.4 * recipe.gradient * across);
        if (recipe.latticeDepth > 0) {
            // Seen through one point a pixel, a lattice nearly as fine as the pixels makes moiré.
            double c = Math.cos(recipe.turn);
            double s = Math.sin(recipe.turn);
            double a = Math.sin(2 * Math.PI * (x * c + y * s) / recipe.latticePeriod + latticePhase);
            double b = Math.sin(2 * Math.PI * (-x * s + y * c) / recipe.latticePeriod);
            light *= 1 + recipe.latticeDepth * (a + b) / 2;
        }
        project(x, y);
        if (recipe.shadow > 0 && plane[0] * Math.cos(shadowAngle) + plane[1] * Math.sin(shadowAngle) > shadowAt) {
            light *= 1 - recipe.shadow;
        }
        if (recipe.glare > 0) {
            double away = Math.hypot(plane[0] - glareX, plane[1] - glareY) / (modules * recipe.glareSize);
            light += recipe.glare * Math.exp(-away * away);
        }
        return light;
    }
}
