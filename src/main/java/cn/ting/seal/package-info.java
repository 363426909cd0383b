/**
 * The only door to cryptography.
 *
 * <p>Owns digests, message authentication codes, random tokens, the verification of signed envelopes (DSSE, Ed25519), sealing to
 * another's key (HPKE), the kiosk's own key and pseudonyms. Promises that no other room names an algorithm, and that what was sealed to
 * another cannot be opened here. Refuses to say what a document means or a person is called.
 */
@Room(
        hanzi = "印",
        is = "digests, signatures, sealing, keys: the only door to cryptography",
        open = true,
        mayUse = {"settings", "condition"},
        keeps = {
            "java.security.MessageDigest",
            "java.security.Signature",
            "java.security.SecureRandom",
            "java.security.KeyStore",
            "java.security.KeyFactory",
            "java.security.KeyPairGenerator",
            "javax.crypto",
            "javax.net.ssl"
        })
package cn.ting.seal;

import cn.ting.sign.Room;
