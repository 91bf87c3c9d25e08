-- What was paid too much of revenue comes back from the treasury to who had paid it: one further way, and the only one
-- from there.

alter table posting drop constraint posting_goes_a_legal_way;
alter table posting add constraint posting_goes_a_legal_way
    check ((movement || ':' || from_account || '>' || to_account) = any (array[
        'allocate:allocated>available',
        'add:allocated>available',
        'move_in:allocated>available',
        'bring_forward:allocated>available',
        'move_out:available>allocated',
        'reserve:available>reserved',
        'free:reserved>available',
        'release:reserved>disbursed',
        'settle:disbursed>settled',
        'return:disbursed>returned',
        'return_late:settled>returned',
        'return_late_to_treasury:settled>treasury',
        'reissue:returned>disbursed',
        'cancel:returned>available',
        'recover:recovered>available',
        'recover_to_treasury:recovered>treasury',
        'carry_over:available>carried_over',
        'surrender:available>treasury',
        'collect:collected>revenue',
        'remit:revenue>treasury',
        'refund:treasury>collected',
        'transmit:available>transmitted',
        'take_back:transmitted>available',
        'take_back_to_treasury:transmitted>treasury',
        'receive:allocated>available'
    ]));
