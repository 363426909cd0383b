package cn.ting.answers;

import com.fasterxml.jackson.databind.JsonNode;

/** What the platform says to a question. */
public sealed interface Answer {

    /** A JSON object. */
    record Json(JsonNode data) implements Answer {}

    /** Bytes that are no JSON, as they are. */
    record Bytes(byte[] bytes) implements Answer {}

    /**
     * No answer.
     *
     * @param code such as {@code unknown}
     */
    record None(String code) implements Answer {}
}
