package cn.ting.paper;

import cn.ting.settings.Setting;

/** What sheets are set in. */
public record PaperSettings(
        @Setting(why = "the font of printed sheets, an OpenType file or collection; the default is what Debian's fonts-noto-cjk brings",
                standard = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
                String font,
        @Setting(why = "which font of a collection, from 0; in Noto's collections 2 draws characters as simplified Chinese does",
                standard = "2", min = "0", max = "63")
                int face) {

    public PaperSettings {
        if (!font.startsWith("/") || !font.matches("[^,\\p{Cntrl}]+\\.(?i:ttc|otf|ttf)")) {
            throw new IllegalArgumentException("has a font that is a path from the root, without commas, ending in .ttc, .otf or .ttf");
        }
    }
}
