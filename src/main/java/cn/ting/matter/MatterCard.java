package cn.ting.matter;

/**
 * A matter as a line in a list.
 *
 * @param id stable; leads to {@link Catalogue#matter}
 * @param title the everyday name, in Chinese
 * @param nameEn the English name
 * @param theme a {@link Catalogue.Theme#id}
 * @param department the body that does it, in Chinese
 * @param departmentEn the same in English
 * @param onTheSpot done while the resident waits
 * @param state whether it can be begun, on the day of the question
 */
public record MatterCard(
        String id, String title, String nameEn, String theme, String department, String departmentEn, boolean onTheSpot, Matter.State state) {}
