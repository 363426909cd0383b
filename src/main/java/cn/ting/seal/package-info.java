/**
 * The only door to cryptography.
 *
 * <p>Owns digests, message authentication codes, random tokens and the verification of signed envelopes (DSSE, Ed25519).
 * Promises that no other room names an algorithm. Refuses to say what a signed document means.
 */
@Room(
        hanzi = "印",
        is = "digests, signatures, tokens: the only door to cryptography",
        open = true,
        mayUse = {"settings"},
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
