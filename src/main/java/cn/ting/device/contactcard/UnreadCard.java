package cn.ting.device.contactcard;

import java.util.Objects;

/**
 * A card that nothing is known of.
 *
 * @param why one of {@link ContactCardFault#UNREADABLE}, {@link ContactCardFault#NOT_SOCIAL_SECURITY} and
 *     {@link ContactCardFault#MUTE}
 */
public record UnreadCard(ContactCardFault why) implements ContactCard {

    public UnreadCard {
        Objects.requireNonNull(why);
    }
}
