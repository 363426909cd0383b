package cn.ting.device.document;

/**
 * What came out of a simulated printer for one job.
 *
 * @param pdf the document as it arrived
 * @param name the job's name, as anybody at the printer could read it
 * @param user who is said to have sent it
 */
public record PrintedPaper(byte[] pdf, int copies, String sides, String media, String name, String user) {}
