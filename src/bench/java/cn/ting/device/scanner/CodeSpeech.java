package cn.ting.device.scanner;

import java.util.List;

/** How a scanner says what it has read. */
@FunctionalInterface
public interface CodeSpeech {

    /** The records in which a code comes, in their order, as the kernel hands them over. */
    List<byte[]> of(String code);
}
