package cn.ting.seal;

import cn.ting.settings.Setting;

/** What this kiosk believes without proof. */
public record SealSettings(
        @Setting(why = "the platform's Ed25519 public key (SubjectPublicKeyInfo, base64); documents signed by another are refused")
                String trustAnchor) {}
