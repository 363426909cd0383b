package cn.ting.seal;

import cn.ting.settings.Setting;

/** What this kiosk shows the broker and whom it believes to be the broker; used with {@code ssl://} only. */
public record TlsSettings(
        @Setting(why = "the kiosk's certificate with those between it and the area's authority, in PEM; its name is what the broker's access"
                        + " list goes by", standard = "/etc/ting/tls/kiosk.pem")
                String certificate,
        @Setting(why = "the certificate's private key, PKCS #8 in PEM, readable by the kiosk's user alone", standard = "/etc/ting/tls/kiosk.key")
                String key,
        @Setting(why = "the area's certificate authority in PEM: a broker certified by anybody else is not believed; two while one follows the"
                        + " other", standard = "/etc/ting/tls/area-ca.pem")
                String authority) {}
