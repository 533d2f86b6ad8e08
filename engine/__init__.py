"""What happens: cases, events, tasks, access, deadlines, messages. Pure but for its doors.

Here at the door: what is asked (`commands`), where a case stands (`case`), and `engine`, which decides a command by
what is stored and commits what follows. Behind it are five rooms. `course` is what a service says happens, `beside`
what people decide beside that, `who` who may; `events` is what happened and what each fact changes; `store` keeps it.
"""
