/**
 * The figures of the link (里程): what lies between a fact in the ledger and its receipt, each beside a baseline measured in the same run.
 *
 * <p>Owns the real broker the figures go through and the barest platform that keeps the contract. Promises that both sides of a ratio meet
 * the same broker, the same far end and the same disk, in turns. Refuses to judge: what a figure should be is said where it is printed.
 */
@Room(
        is = "what the link costs: figures with baselines, through a real broker",
        mayUse = {"figure", "catalogue", "hall", "link", "matter", "outbox", "platform", "store", "visit", "wire"})
package cn.ting.mileage;

import cn.ting.sign.Room;
