# Brings a release into a machine by hand, as decision 0030 has it: `ting install`. To be sourced by `ting`, beside slots.sh, whose names it
# uses. A cut at any moment leaves what started before, or the new release, committed; no slot is touched that something starts from.
# shellcheck shell=sh disable=SC2154,SC2034

# Bytes that stay free beside a release.
reserve=16777216

step() {
    echo "$*"
}

# How far long work is: progress WORD DONE TOTAL, in bytes. In place on a terminal, else a line each tenth.
progress() {
    tenth=$(($2 * 10 / ($3 > 0 ? $3 : 1)))
    if [ -t 1 ]; then
        printf '\r  %s %d of %d MiB' "$1" $(($2 / 1048576)) $(($3 / 1048576))
        [ "$2" -lt "$3" ] || echo
    elif [ "$tenth" != "${tenth_told:-0}" ]; then
        echo "  $1 ${tenth}0 %"
    fi
    tenth_told=$tenth
}

# check(), which says nothing for as long as it reads, and beside it how far it is: check_aloud WORD.
check_aloud() {
    rm -f "$run/found" "$run/files"
    tenth_told=0
    (
        while sleep 1 > /dev/null 2>&1 && kill -0 $$ 2> /dev/null; do
            read_now=$(awk 'FNR == 1 { part++ } part == 1 { size["./" $4] = $2; all += $2 }
                part == 2 && sub(/^[0-9a-f]* \*/, "") { done += size[$0] } END { print done + 0, all + 0 }' "$run/files" "$run/found" 2> /dev/null)
            # Till the sizes are compared it reads none of them.
            [ "${read_now% *}" = 0 ] || [ -z "$read_now" ] || progress "$1" "${read_now% *}" "${read_now#* }"
        done
    ) 9>&- &
    watching=$!
    check
    checked=$?
    # What is only just there may lose any other signal.
    kill -KILL "$watching" 2> /dev/null
    wait "$watching" 2> /dev/null
    [ ! -t 1 ] || printf '\r\033[K'
    return "$checked"
}

# The model of this cabinet, as its configuration names it (ota.model).
model_here() {
    config=${TING_DEVICE_CONFIG:-/etc/ting/device-config.yaml}
    [ -r "$config" ] || refuse "$config cannot be read, which says what cabinet this is; --model NAME says so too"
    named=$(sed -nE 's/^ota: *\{(.*[ ,])?model: *["'\'']?([a-z0-9-]+).*/\2/p' "$config")
    [ -n "$named" ] || named=$(awk '/^[^ #]/ { in_ota = /^ota:/ } in_ota && /^ +model:/ { gsub(/["'\'']/, "", $2); print $2; exit }' "$config")
    printf '%s\n' "${named:-any}"
}

# Nothing else may start or install here meanwhile.
stand_alone() {
    case $(systemctl show --property=ActiveState --value ting 2> /dev/null) in
        active | activating | reloading | deactivating) refuse "the kiosk runs; when nobody is served: systemctl stop ting" ;;
    esac
    # A new machine has none yet.
    [ ! -e "$home" ] || hold
}

# Holds the slots, as the launcher does, which waits for them and ends. The lock is on the directory itself, for that stays: what is in
# systemd's RuntimeDirectory goes with every start that fails.
hold() {
    if [ ! -d "$home" ] || [ ! -r "$home" ] || [ ! -w "$home" ]; then
        refuse "$home cannot be written; this is for root to do"
    fi
    exec 9< "$home"
    flock -n 9 || refuse "a launcher or another install runs here ($home is held); when nobody is served: systemctl stop ting"
}

# A release that stands in a slot here is taken as it stands: copied, it would be emptied for its own copy. Says in $in_place which slot.
find_in_place() {
    in_place=''
    home_itself=$(readlink -m -- "$home")
    case $whole in
        "$home_itself/a" | "$home_itself/b") in_place=${whole##*/} ;;
        "$home_itself" | "$home_itself"/*) refuse "$whole lies among the slots, and is none of them: name $home/a or $home/b, or a medium" ;;
    esac
}

# Where it goes to: into the slot from which nothing starts, unless it stands in one. Says in $target which, in $starts from which something does, in
# $before what `committed` says where that is whole, in $newest and $newest_hash counter and manifest of what was committed last, or 0 where
# nobody knows.
choose_slot() {
    starts='' target='' before='' newest=0 newest_hash=''
    slots=$home
    if pointer committed "$release"; then
        newest=$counter newest_hash=$hash
        step "verifying release $version ($counter), which is committed in slot $slot"
        if check_aloud verified; then
            starts=$slot before="$slot $hash $counter $version"
        else
            step "  it is damaged: $fault"
        fi
        [ "$slot" = a ] && target=b || target=a
    elif [ -e "$home/committed" ]; then
        step "what is committed is torn, or was tampered with"
    fi
    if [ -z "$starts" ] && pointer previous "$release"; then
        [ "$newest" -gt 0 ] || newest=$counter newest_hash=$hash
        if check_aloud verified; then
            step "release $version ($counter) in slot $slot starts in its place, and stays as it is"
            starts=$slot
            [ "$slot" = a ] && target=b || target=a
        fi
    fi
    target=${in_place:-${target:-a}}
}

# May it be brought here? fits OLDER MODEL
fits() {
    [ "$(head_of "$plan" arch)" = "$(uname -m)" ] ||
        refuse "ota.arch: release $new_version is for $(head_of "$plan" arch), and this machine is $(uname -m)"
    cabinet=${2:-$(model_here)} || exit 1
    case ,$(head_of "$plan" models), in
        ,\*, | *",$cabinet,"*) ;;
        *) refuse "ota.model: release $new_version is for $(head_of "$plan" models), and this cabinet is $cabinet" ;;
    esac
    if [ "$new_counter" -lt "$newest" ] && [ -z "$1" ]; then
        refuse "ota.rollback: release $new_version has the counter $new_counter, and this machine had $newest; may it go back, by the word of" \
            "whoever released it? Then: --older 'why, in a sentence'"
    fi
    if [ "$new_counter" -eq "$newest" ] && [ "$new_hash" != "$newest_hash" ] && [ -z "$1" ]; then
        refuse "ota.rollback: release $new_version has the counter $new_counter, and so has another that this machine had; one of them was made" \
            "by mistake. Is it this one that whoever released it wants here? Then: --older 'why, in a sentence'"
    fi
    [ "$newest" -eq 0 ] || [ "$(head_of "$plan" from)" -le "$newest" ] || [ -n "$1" ] ||
        refuse "ota.from: release $new_version follows on $(head_of "$plan" from) and later, and this machine had $newest; bring one between first"
}

# Is there room for it?
has_space() {
    [ -z "$in_place" ] || return 0
    room=$(df -B1 --output=avail "$home" | tail -n 1) || exit 1
    [ ! -d "$home/$target" ] || room=$((room + $(du -s -B1 "$home/$target" | cut -f 1)))
    needed=$(tail -n +8 "$plan" | awk -v reserve="$reserve" '{ all += 4096 * int($2 / 4096 + 2) } END { printf "%.0f", all + reserve }')
    [ "$needed" -le "$room" ] ||
        refuse "ota.full: $((needed / 1048576)) MiB are needed at $home, and $((room / 1048576)) MiB there"
}

end_trial() {
    if [ -e "$home/trial" ] || [ -L "$home/trial" ]; then
        step "what was on trial is over"
        drop_trial
    fi
}

# Empties the slot; nobody takes what is left of it for a release, and no pointer leads to it. All but the lost leaves what starts as it was.
empty_slot() {
    end_trial || return 1
    if { [ -e "$home/previous" ] || [ -L "$home/previous" ]; } && ! { pointer previous "$release" && [ "$slot" != "$target" ]; }; then
        rm -rf "${home:?}/previous" && sync "$home" || return 1
    fi
    if [ -d "$home/$target" ] && [ ! -L "$home/$target" ]; then
        rm -rf "${home:?}/$target/MANIFEST" && sync "$home/$target" || return 1
    fi
    rm -rf "${home:?}/$target" && mkdir "$home/$target" && sync "$home"
}

# Has what stands in the slot on the disk, and the kiosk's.
settle_copy() {
    find "$home/$target" -type d -exec chmod 755 {} + && chown -R "$owner" "$home/$target" || return 1
    step "writing it to the disk for good"
    find "$home/$target" -depth -print0 | xargs -0 sync
}

# Copies what the manifest names, and has all of it on the disk when it returns; the manifest itself comes last.
copy_release() {
    epoch=$(head_of "$plan" epoch) all=$(tail -n +8 "$plan" | awk '{ all += $2 } END { printf "%.0f", all }') copied=0 tenth_told=0
    tail -n +8 "$plan" > "$work/to-copy"
    while read -r _ size mode path; do
        install -D -m "$mode" "$whole/$path" "$home/$target/$path" && touch -d "@$epoch" "$home/$target/$path" || return 1
        copied=$((copied + size))
        progress copied "$copied" "$all"
    done < "$work/to-copy"
    settle_copy || return 1
    for part in MANIFEST.sig MANIFEST; do
        install -m 644 "$work/signed.$part" "$home/$target/$part" && touch -d "@$epoch" "$home/$target/$part" && chown "$owner" "$home/$target/$part" &&
            sync "$home/$target/$part" || return 1
    done
    sync "$home/$target" && sync "$home"
}

# Reads back what is on the disk, and not what memory still holds of it.
verify_copy() {
    find "$home/$target" -type f -exec dd if={} iflag=nocache count=0 status=none \;
    slots=$home slot=$target hash=$new_hash counter=$new_counter version=$new_version
    check_aloud verified
}

# Commits it: the launcher starts it from now on.
commit_copy() {
    slots=$home
    # Before it counts: the kiosk tells of it once it is what is committed, and of nothing else.
    put brought "$target $new_hash $new_counter $new_version hand-$(openssl rand -hex 8)${1:+ $1}" || return 1
    if [ -n "$before" ]; then
        put previous "$before" || return 1
    fi
    put committed "$target $new_hash $new_counter $new_version"
}

# What a machine needs besides, where it is not there.
still_missing() {
    for needed_file in "${TING_DEVICE_CONFIG:-/etc/ting/device-config.yaml}" /etc/ting/root.json /etc/ting/nearest /etc/systemd/system/ting.service; do
        [ -e "$needed_file" ] || step "  still missing: $needed_file"
    done
}

# install_release DIRECTORY OLDER MODEL
install_release() {
    umask 022
    home=$slots fresh=''
    [ -r "$pem" ] || refuse "the key of releases cannot be read at $pem; the OS package brings it"
    stand_alone
    point_to "$1"
    find_in_place
    new_hash=$hash new_counter=$counter new_version=$version plan=$work/signed.MANIFEST
    step "verifying release $new_version ($new_counter) in $whole, signature and every file"
    check_aloud verified || refuse "$(wrong); nothing was changed"
    # What was verified is what is gone by, whatever the medium says next time.
    if ! cp "$run/manifest" "$plan" || ! cp "$run/signature" "$work/signed.MANIFEST.sig"; then
        refuse "there is no room in $work"
    fi
    foreign=''
    choose_slot
    if [ -n "$starts" ] && [ "$before" = "$starts $new_hash $new_counter $new_version" ]; then
        slots=$home
        drop_trial
        step "release $new_version is committed already, and whole; nothing more to do. Next: systemctl start ting"
        return
    fi
    fits "$2" "$3"
    # Not before: a machine that was refused is as new as it was.
    if [ ! -d "$home" ]; then
        owner=${TING_USER:-ting} fresh=yes
        id "$owner" > /dev/null 2>&1 || refuse "there is no user $owner on this machine yet"
        if ! mkdir -p "$(dirname -- "$home")" || ! mkdir -m 700 "$home" || ! chown "$owner:" "$home" || ! sync "$(dirname -- "$home")"; then
            refuse "$home cannot be made; this is for root to do"
        fi
        hold
    fi
    owner=$(stat -c %u:%g "$home")
    has_space
    slots=$home
    if [ -n "$in_place" ]; then
        step "taking release $new_version as it stands in slot $target"
        if ! end_trial || ! settle_copy; then
            refuse "nothing can be written to $home; what was committed still is"
        fi
    elif step "copying release $new_version into slot $target${starts:+; slot $starts starts as it does until the copy is verified}" &&
        ! { empty_slot && copy_release; }; then
        refuse "release $new_version was not copied whole; ${starts:+what is in slot $starts starts as before. }Bring it again"
    fi
    step "verifying the copy in slot $target"
    verify_copy || refuse "the copy is not what was signed: $(wrong)
ting: ${starts:+what is in slot $starts starts as before. }Check the disk (smartctl), then bring it again"
    commit_copy "$2" || refuse "the copy is whole, but nothing can be written to $home; what was committed still is"
    step "release $new_version ($new_counter) is committed in slot $target"
    if [ -n "$fresh" ] || [ -z "$starts" ]; then
        still_missing
    fi
    step "next: systemctl $([ -n "$fresh" ] && echo "enable --now" || echo start) ting, and then: ting status"
}
