package cn.ting.naming;

import cn.ting.seal.Sealed;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A person as facts carry one. Its components are part of the contract with the platform; {@code toString} names nobody.
 *
 * @param pseudonym the person's name for this area and day; null while no key for it is known
 * @param sealed name and number for the platform alone; null where the fact does without, or while no key is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamedPerson(String pseudonym, Sealed sealed) {

    @Override
    public String toString() {
        return "NamedPerson";
    }
}
