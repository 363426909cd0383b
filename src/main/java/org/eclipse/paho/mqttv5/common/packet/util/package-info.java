/**
 * No room of this house: one class that stands in the place of the MQTT library's own of that name, for the reason it gives and as decision
 * 0046 has it. Nothing else belongs here, and nothing here is used by a room.
 */
package org.eclipse.paho.mqttv5.common.packet.util;
