/**
 * What makes the metadata that {@code tuf} reads: for the release manager, behind {@code ota/repo}; no kiosk calls it.
 *
 * <p>Owns drafts of the four roles and the order in which they become public. Promises that nothing becomes public that a kiosk's own verifier
 * would refuse, whether it begins with the first root or comes from what was public before; and that a release is put among the files only as
 * its manifest says. Refuses private keys: what is to be signed goes out as bytes, and signatures come back.
 */
@Room(
        hanzi = "刊",
        is = "the release manager's: releases put into a repository, its metadata drafted, held to its keys and made public",
        mayUse = {"tuf", "slots", "patch"},
        keeps = {"picocli"})
package cn.ting.press;

import cn.ting.sign.Room;
