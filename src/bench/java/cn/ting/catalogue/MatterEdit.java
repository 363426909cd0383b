package cn.ting.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * New values for some fields of one matter's page, within the limits of the contract. A page that was edited has the next
 * {@code taskVersion}.
 */
final class MatterEdit implements Consumer<ObjectNode> {

    private static final int MOST_CHARACTERS = 100;
    private static final int MOST_DAYS = 10_000;
    private static final Set<String> TEXTS = Set.of("title", "taskName", "taskNameEn", "resultName", "consultPhone", "complainPhone");
    private static final Set<String> NUMBERS = Set.of("promiseDay", "anticipateDay");
    private static final Set<String> DAYS = Set.of("planEffectiveDate", "planCancelDate");
    private static final Set<String> SWITCHES = Set.of("isOnline", "isSchedule", "isExpress");
    /** As residents read it; empty for none. */
    private static final String FEE = "fee";

    private final Map<String, String> fields;

    /**
     * Checks the new values.
     *
     * @param fields {@code title}, {@code taskName}, {@code taskNameEn}, {@code resultName}, {@code consultPhone},
     *     {@code complainPhone} of 1 to 100 characters (phones 40); {@code promiseDay}, {@code anticipateDay} 0 to 10,000, in the matter's own days;
     *     {@code planEffectiveDate}, {@code planCancelDate} such as 2027-01-01;
     *     {@code isOnline}, {@code isSchedule}, {@code isExpress} {@code true} or {@code false}; {@code fee} at most 100
     *     characters, empty for none
     * @throws IllegalArgumentException for any other field or value, or without one
     */
    MatterEdit(Map<String, String> fields) {
        this.fields = new LinkedHashMap<>(fields);
        Set<String> known = new TreeSet<>(TEXTS);
        known.addAll(NUMBERS);
        known.addAll(DAYS);
        known.addAll(SWITCHES);
        known.add(FEE);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("give a field to edit: " + String.join(", ", known));
        }
        fields.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(name + " cannot be edited here; there are " + String.join(", ", known));
            }
            check(name, value);
        });
    }

    private static void check(String name, String value) {
        int most = name.endsWith("Phone") ? 40 : MOST_CHARACTERS;
        if (NUMBERS.contains(name) && !(value.matches("\\d{1,5}") && Integer.parseInt(value) <= MOST_DAYS)) {
            throw new IllegalArgumentException(name + " is a number of days from 0 to " + MOST_DAYS);
        }
        if (DAYS.contains(name) && !value.matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw new IllegalArgumentException(name + " is a day such as 2027-01-01");
        }
        if (SWITCHES.contains(name) && !value.matches("true|false")) {
            throw new IllegalArgumentException(name + " is true or false");
        }
        if (TEXTS.contains(name) && value.isBlank() || value.strip().length() > most) {
            throw new IllegalArgumentException(name + " has 1 to " + most + " characters");
        }
    }

    @Override
    public void accept(ObjectNode page) {
        if (fields.containsKey(FEE) && page.path(FEE).size() > 1) {
            throw new IllegalArgumentException("this matter has several fees, which cannot be edited as one");
        }
        fields.forEach((name, value) -> {
            if (NUMBERS.contains(name)) {
                page.put(name, Integer.parseInt(value));
            } else if (SWITCHES.contains(name)) {
                page.put(name, Boolean.parseBoolean(value));
            } else if (name.equals(FEE)) {
                fee(page, value.strip());
            } else {
                page.put(name, value.strip());
            }
        });
        page.put("taskVersion", page.path("taskVersion").asInt() + 1);
    }

    /** One fee in place of the one there was, under its name. */
    private static void fee(ObjectNode page, String stand) {
        String name = page.path(FEE).path(0).path("feeName").asText("收费");
        ArrayNode fees = page.putArray(FEE);
        if (!stand.isEmpty()) {
            fees.addObject().put("feeName", name).put("feeStand", stand);
        }
        page.put("isFee", !stand.isEmpty());
    }
}
